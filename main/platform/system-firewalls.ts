import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Firewalls, FirewallState } from '../domain/network/firewall'
import { nftablesState } from './nftables'

/** Milliseconds one look may take: a firewall that hangs is `unknown`. */
const patience = 3_000

/** Bytes of output that are read. */
const outputLimit = 1024 * 1024

interface Outcome {
  /** Null when the program is not there, or did not end in time. */
  readonly status: number | null
  readonly output: string
}

export const systemFirewalls: Firewalls = {
  async look(port) {
    const found = await Promise.all(looksHere().map((look) => look(port)))
    return found.filter((state) => state !== null)
  },
}

function looksHere(): readonly ((port: number) => Promise<FirewallState | null>)[] {
  switch (process.platform) {
    case 'linux':
      return [ufw, firewalld, nftables]
    case 'win32':
      return [windows]
    case 'darwin':
      return [macos]
    default:
      return []
  }
}

async function ufw(port: number): Promise<FirewallState | null> {
  const settings = await readFile('/etc/ufw/ufw.conf', 'utf8').catch(() => null)
  if (settings === null || !/^ENABLED=yes/m.test(settings)) return null
  const command = `sudo ufw allow ${port}/tcp`
  // Its rules are an administrator's to read.
  const { status, output } = await run('ufw', ['status'])
  if (status !== 0) return { product: 'ufw', port: 'unknown', command }
  const isOpen = new RegExp(`^${port}(/tcp)?\\s+ALLOW`, 'm').test(output)
  return { product: 'ufw', port: isOpen ? 'open' : 'closed', command: isOpen ? null : command }
}

async function firewalld(port: number): Promise<FirewallState | null> {
  const { output } = await run('firewall-cmd', ['--state'])
  if (!output.startsWith('running')) return null
  const { status } = await run('firewall-cmd', [`--query-port=${port}/tcp`])
  if (status === 0) return { product: 'firewalld', port: 'open', command: null }
  const command = `sudo firewall-cmd --permanent --add-port=${port}/tcp && sudo firewall-cmd --reload`
  return { product: 'firewalld', port: status === 1 ? 'closed' : 'unknown', command }
}

async function nftables(port: number): Promise<FirewallState | null> {
  const { status, output } = await run('nft', ['-j', 'list', 'ruleset'])
  if (status !== 0) return null
  const isOpen = nftablesState(output, port)
  if (isOpen === null) return null
  const command = isOpen ? null : `sudo nft insert rule inet filter input tcp dport ${port} accept`
  return { product: 'nftables', port: isOpen ? 'open' : 'closed', command }
}

/** Its exit status tells, whatever language its words are in. */
async function windows(port: number): Promise<FirewallState> {
  const product = 'Windows Defender Firewall'
  const { status } = await run('netsh', ['advfirewall', 'firewall', 'show', 'rule', 'name=Roost'])
  if (status === 0) return { product, port: 'open', command: null }
  const command = `netsh advfirewall firewall add rule name=Roost dir=in action=allow protocol=TCP localport=${port} profile=private`
  return { product, port: 'unknown', command }
}

async function macos(): Promise<FirewallState> {
  const tool = '/usr/libexec/ApplicationFirewall/socketfilterfw'
  const product = 'macOS firewall'
  const global = await run(tool, ['--getglobalstate'])
  if (global.status !== 0) return { product, port: 'unknown', command: null }
  if (/State = 0|disabled/.test(global.output)) return { product, port: 'open', command: null }
  const { output } = await run(tool, ['--getappblocked', process.execPath])
  const isOpen = /permitted|allowed/i.test(output)
  const command = isOpen ? null : `sudo ${tool} --unblockapp "${process.execPath}"`
  return { product, port: isOpen ? 'open' : 'closed', command }
}

function run(program: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { timeout: patience, maxBuffer: outputLimit, windowsHide: true }
    execFile(program, [...args], options, (error, output) => {
      const code = error ? error.code : 0
      resolve({ status: typeof code === 'number' ? code : null, output })
    })
  })
}
