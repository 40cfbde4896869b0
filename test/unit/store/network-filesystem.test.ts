import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { isShare, mountedType, networkFilesystem, networkType } from '../../../main/store/network-filesystem'

test.each([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xff534d42 | 0, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
  [0xef53, null],
  [0x9123683e, null],
  [0x01021994, null],
])('statfs type %i is %s', (type, expected) => {
  expect(networkType(type)).toBe(expected)
})

const mounts = [
  '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
  '40 22 0:35 / /home/robin/nas rw,nosuid shared:9 - fuse.sshfs robin@nas:/ rw,user_id=1000',
  '41 22 0:36 / /media/my\\040disk rw - fuseblk /dev/sdb1 rw',
  '42 40 0:37 / /home/robin/nas/deep rw - fuse.mergerfs pool rw',
  '',
].join('\n')

test.each([
  ['/home/robin/nas', 'fuse.sshfs'],
  ['/home/robin/nas/roost', 'fuse.sshfs'],
  ['/home/robin/nas/deep/roost', 'fuse.mergerfs'],
  ['/home/robin/nascent', 'ext4'],
  ['/media/my disk/roost', 'fuseblk'],
])('%s is on %s', (path, type) => {
  expect(mountedType(mounts, path)).toBe(type)
})

test.each([
  ['\\\\nas\\roost', true],
  ['//nas/roost', true],
  ['\\\\?\\UNC\\nas\\roost', true],
  ['\\\\?\\C:\\roost', false],
  ['\\\\.\\C:\\roost', false],
  ['C:\\roost', false],
])('%s on Windows: a share is %s', (folder, share) => {
  expect(isShare(folder)).toBe(share)
})

test('the folder for temporary files is local', async () => {
  expect(await networkFilesystem(tmpdir())).toBeNull()
})
