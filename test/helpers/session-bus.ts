import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Why a test that needs a session bus cannot run here; null when it can. */
export function whyNoSessionBus(): string | null {
  return spawnSync('dbus-daemon', ['--version']).error === undefined
    ? null
    : 'needs dbus-daemon (package dbus)'
}

export interface SessionBus {
  readonly address: string
  stop(): Promise<void>
}

/** Starts a bus for one test alone. */
export async function startSessionBus(folder: string): Promise<SessionBus> {
  const address = `unix:path=${join(folder, 'bus')}`
  const configuration = join(folder, 'bus.conf')
  writeFileSync(
    configuration,
    `<busconfig><type>session</type><listen>${address}</listen><policy context="default">` +
      '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>' +
      '</policy></busconfig>\n',
  )
  const daemon = spawn('dbus-daemon', [`--config-file=${configuration}`, '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await once(daemon.stdout, 'data')
  return {
    address,
    stop: async () => {
      const ended = once(daemon, 'exit')
      daemon.kill()
      await ended
    },
  }
}
