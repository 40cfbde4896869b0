import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { portOwner } from '../../../main/platform/port-owner'
import {
  listenerOfLsof,
  listenerOfNetstat,
  listeningInodes,
  nameOfTasklist,
} from '../../../main/platform/port-owner-listings'

const procNetTcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1E56 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41734 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1E56 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 51111 1 0000000000000000 20 4 30 10 -1
   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 20000 1 0000000000000000 100 0 0 10 0
`

test('of /proc/net/tcp only sockets that listen on the port count, not connections through it', () => {
  expect(listeningInodes(procNetTcp, 7766)).toEqual(['41734'])
  expect(listeningInodes(procNetTcp, 22)).toEqual(['20000'])
  expect(listeningInodes(procNetTcp, 80)).toEqual([])
  expect(listeningInodes('', 7766)).toEqual([])
})

test('lsof names process and program', () => {
  expect(listenerOfLsof('p501\ncnode\nf23\n')).toEqual({ pid: 501, name: 'node' })
  expect(listenerOfLsof('p501\n')).toEqual({ pid: 501, name: null })
  expect(listenerOfLsof('')).toBeNull()
})

const netstat = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    0.0.0.0:17766          0.0.0.0:0              ABHÖREN         11
  TCP    192.0.2.4:7766         192.0.2.9:50000        HERGESTELLT     12
  TCP    0.0.0.0:7766           0.0.0.0:0              ABHÖREN         4242
  TCP    [::]:445               [::]:0                 ABHÖREN         4
`

test('netstat is read in whatever language Windows speaks', () => {
  expect(listenerOfNetstat(netstat, 7766)).toEqual({ pid: 4242, name: null })
  expect(listenerOfNetstat(netstat, 445)).toEqual({ pid: 4, name: null })
  expect(listenerOfNetstat(netstat, 766)).toBeNull()
})

test('tasklist names the program of that process alone', () => {
  const list = '"games, and more.exe","4242","Console","1","12.345 K"\r\n'
  expect(nameOfTasklist(list, 4242)).toBe('games, and more.exe')
  expect(nameOfTasklist(list, 42)).toBeNull()
  expect(nameOfTasklist('INFO: No tasks are running which match the specified criteria.\r\n', 1)).toBeNull()
})

test.runIf(process.platform === 'linux')('on this machine the process that listens is found', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a port was expected')
  expect(await portOwner(address.port)).toMatchObject({ pid: process.pid })
})
