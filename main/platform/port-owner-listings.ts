/** Which process listens, as far as the system's listing tells. */
export interface ListeningProcess {
  readonly pid: number
  /** Null where the listing has only numbers. */
  readonly name: string | null
}

/** State `TCP_LISTEN` in `/proc/net/tcp` (Linux, Documentation/networking/proc_net_tcp.rst). */
const listenState = '0A'

/** Inodes of the sockets that listen on a port, from `/proc/net/tcp` or `/proc/net/tcp6`. */
export function listeningInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return table.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/)
    const [, local = '', , state] = fields
    const inode = fields[9]
    return state === listenState && local.endsWith(`:${wanted}`) && inode !== undefined ? [inode] : []
  })
}

/** From `lsof -nP -iTCP:<port> -sTCP:LISTEN -Fpc`: lines that begin with `p` (process) and `c` (command). */
export function listenerOfLsof(output: string): ListeningProcess | null {
  const lines = output.split('\n').map((line) => line.trim())
  const pid = Number(lines.find((line) => /^p\d+$/.test(line))?.slice(1))
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, name: lines.find((line) => line.startsWith('c'))?.slice(1) || null }
}

/**
 * From `netstat -ano -p TCP`. The word for "listening" is in the system's language, so it is told by the far end, which
 * is all zeros with port 0.
 */
export function listenerOfNetstat(output: string, port: number): ListeningProcess | null {
  for (const line of output.split('\n')) {
    const [protocol, local = '', far = '', ...rest] = line.trim().split(/\s+/)
    const pid = Number(rest.at(-1))
    const isListening = /^TCP/i.test(protocol ?? '') && local.endsWith(`:${port}`) && far.endsWith(':0')
    if (isListening && Number.isInteger(pid) && pid > 0) return { pid, name: null }
  }
  return null
}

/** The program of one process, from `tasklist /FI "PID eq <pid>" /FO CSV /NH`. */
export function nameOfTasklist(output: string, pid: number): string | null {
  for (const line of output.split('\n')) {
    const [name, number] = [...line.matchAll(/"([^"]*)"/g)].map(([, text]) => text)
    if (name && Number(number) === pid) return name
  }
  return null
}
