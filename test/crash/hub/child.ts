import { createInterface } from 'node:readline'
import { join } from 'node:path'
import type { Clock } from '../../../main/domain/clock'
import { startHub } from '../../../main/hub'
import { createLog } from '../../../main/log'
import { nodeFiles } from '../../../main/store/blobs/node-files'
import { openStore } from '../../../main/store/open-store'
import { sameThreadHasher } from '../../helpers/library'
import { quickHasher } from '../../helpers/people'
import { type Kill, killableFiles, killableStore, Trigger } from './kill-points'

/** Side-cars are written seconds after a change; nobody waits for that two hundred times. */
const hurry = 100

/** Milliseconds. What comes later than that stays away: daily work that lets old bytes go would take a kill's work from it. */
const soon = 30_000

const clock: Clock = {
  now: () => Date.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, delay > soon ? delay : Math.ceil(delay / hurry))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/**
 * For a process of its own. The first line on its standard input is a data folder, on which it runs the hub and says its
 * address; each later one is a {@link Kill}, which it confirms.
 */
export async function runToBeKilled(): Promise<void> {
  const trigger = new Trigger()
  // On a pipe this is written when it returns.
  const say = (what: string) => process.stdout.write(`${what}\n`)
  const lines = createInterface(process.stdin)[Symbol.asyncIterator]()
  const folder = await lines.next()
  if (folder.done) return
  say(await startOn(folder.value, trigger))
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    trigger.arm(JSON.parse(line.value) as Kill)
    say('armed')
  }
}

/** @returns its address. */
async function startOn(dataFolder: string, trigger: Trigger): Promise<string> {
  const hub = await startHub({
    config: {
      host: '127.0.0.1',
      port: 0,
      dataFolder,
      libraryFolders: [],
      admin: { name: 'owner', password: 'correct horse' },
      allowedHosts: [],
      trustedProxies: [],
      mdns: false,
      logLevel: 'error',
    },
    log: createLog('error'),
    pageFolder: join(dataFolder, 'no-page'),
    clock,
    hasher: quickHasher,
    fileHasher: sameThreadHasher,
    files: (folder) => killableFiles(nodeFiles(folder), trigger),
    store: killableStore(openStore, trigger),
    // Nothing is refused before the disk itself refuses it.
    disk: { measure: () => Promise.resolve(null) },
  })
  return hub.ready.url
}
