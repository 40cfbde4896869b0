import { readFile, realpath, statfs } from 'node:fs/promises'

/** statfs(2), `f_type`, for what other machines serve. WAL needs memory shared by all who use the file. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x0bd00bd0, 'Lustre'],
  [0x786f4256, 'VirtualBox shared folder'],
])

const fuseType = 0x65735546

/** FUSE serves local disks too (NTFS, mergerfs, encrypted folders): only these are known to be remote. */
const networkFuse =
  /^fuse\.(sshfs|rclone|s3fs|gcsfuse|goofys|glusterfs|curlftpfs|davfs2?|smbnetfs|gvfsd-fuse|juicefs|moosefs)$/

/** The kind of network filesystem an existing folder is on, or null. Other systems than Linux and Windows: null. */
export async function networkFilesystem(folder: string): Promise<string | null> {
  if (process.platform === 'win32') return isShare(folder) ? 'Windows share' : null
  if (process.platform !== 'linux') return null
  const { type } = await statfs(folder)
  if (type >>> 0 !== fuseType) return networkType(type)
  const kind = mountedType(await readFile('/proc/self/mountinfo', 'utf8'), await realpath(folder))
  return kind !== null && networkFuse.test(kind) ? kind.slice('fuse.'.length) : null
}

/** @param type `f_type` as the system gave it; 32-bit systems give it signed. */
export function networkType(type: number): string | null {
  return networkTypes.get(type >>> 0) ?? null
}

/** The filesystem type of the mount that holds an absolute path, from the text of proc_pid_mountinfo(5). */
export function mountedType(mountinfo: string, path: string): string | null {
  let best: { point: string; type: string | null } = { point: '', type: null }
  for (const line of mountinfo.split('\n')) {
    const [mount = '', source = ''] = line.split(' - ')
    const point = unescaped(mount.split(' ')[4] ?? '')
    const holds = point === '/' || path === point || path.startsWith(`${point}/`)
    if (point !== '' && holds && point.length >= best.point.length) {
      best = { point, type: source.split(' ')[0] ?? null }
    }
  }
  return best.type
}

/** A UNC path; `\\?\C:\…` and `\\.\…` are local spellings. */
export function isShare(folder: string): boolean {
  return /^[\\/]{2}(?![?.][\\/])|^[\\/]{2}\?[\\/]UNC[\\/]/i.test(folder)
}

function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_whole, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}
