import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  listenerOfLsof,
  listenerOfNetstat,
  type ListeningProcess,
  listeningInodes,
  nameOfTasklist,
} from './port-owner-listings'

/** Milliseconds a search may take: whoever waits for the message must not wait long. */
const patience = 3_000

const outputLimit = 4 * 1024 * 1024

/** Who listens on a port of this machine, where the system tells. Never rejects; null when it cannot be told in time. */
export async function portOwner(port: number): Promise<ListeningProcess | null> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience)
  })
  try {
    return await Promise.race([ownerHere(port), tooLate])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

function ownerHere(port: number): Promise<ListeningProcess | null> {
  switch (process.platform) {
    case 'linux':
      return ownerOnLinux(port)
    case 'darwin':
      return ownerOnMac(port)
    case 'win32':
      return ownerOnWindows(port)
    default:
      return Promise.resolve(null)
  }
}

/** Only processes of the same account show their files; another account's stays unnamed. */
async function ownerOnLinux(port: number): Promise<ListeningProcess | null> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readText(`/proc/net/${name}`)))
  const sockets = new Set(
    tables.flatMap((table) => listeningInodes(table, port)).map((inode) => `socket:[${inode}]`),
  )
  if (sockets.size === 0) return null
  for (const entry of await readdir('/proc')) {
    if (/^\d+$/.test(entry) && (await holds(entry, sockets))) {
      return { pid: Number(entry), name: await programOf(entry) }
    }
  }
  return null
}

/** The program's file, for a thread may have given the process another name; that one where the file is hidden. */
async function programOf(pid: string): Promise<string | null> {
  const file = await readlink(`/proc/${pid}/exe`).catch(() => '')
  return basename(file) || (await readText(`/proc/${pid}/comm`)).trim() || null
}

async function holds(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`
  const files = await readdir(folder).catch(() => [])
  for (const file of files) {
    if (sockets.has(await readlink(`${folder}/${file}`).catch(() => ''))) return true
  }
  return false
}

async function ownerOnMac(port: number): Promise<ListeningProcess | null> {
  return listenerOfLsof(await outputOf('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']))
}

async function ownerOnWindows(port: number): Promise<ListeningProcess | null> {
  const found = listenerOfNetstat(await outputOf('netstat', ['-ano', '-p', 'TCP']), port)
  if (found === null) return null
  const list = await outputOf('tasklist', ['/FI', `PID eq ${found.pid}`, '/FO', 'CSV', '/NH'])
  return { pid: found.pid, name: nameOfTasklist(list, found.pid) }
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

function outputOf(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: patience, maxBuffer: outputLimit, windowsHide: true }
    execFile(program, [...args], options, (_error, output) => resolve(output))
  })
}
