import { createHash, randomBytes } from 'node:crypto'
import { startBenchHub } from './bench-hub'
import { addDevice, addGames, gameAt, registerDevice } from './bench-saves'
import { Connection } from './connection'
import { type Figure, percentile } from './measure'
import { SyncClient } from './sync-client'

const devices = 50
const rounds = 5

/**
 * 50 devices that sync in the same moment: each says what it has, uploads one save, takes one that another device made,
 * confirms it and ends its session.
 */
export async function benchCrowd(): Promise<Figure[]> {
  const hub = await startBenchHub()
  const times: number[] = []
  let errors = 0
  let processor = 0
  try {
    // Each device plays a game of its own, and takes over one of a device that is only played there.
    await addGames(hub, devices * 2)
    const another = await addDevice(hub, 'another')
    const other = new SyncClient(another)
    // A person has at most 25 tokens: all use the one.
    const { authorization } = another.connection
    const clients: SyncClient[] = []
    for (let index = 0; index < devices; index += 1) {
      const connection = new Connection(hub.url, authorization)
      const deviceId = await registerDevice(hub, `crowd ${index}`)
      clients.push(new SyncClient({ connection, deviceId }, (time) => times.push(time)))
    }
    for (let round = 0; round < rounds; round += 1) {
      const offered: number[] = []
      for (let index = 0; index < devices; index += 1) {
        offered.push(await other.upload(devices + index, randomBytes(32_768)))
      }
      // The first round warms the hub up.
      if (round === 1) times.length = 0
      const before = await hub.processorTime()
      const all = clients.map((client, index) => syncOnce(client, index, offered[index] ?? 0))
      for (const outcome of await Promise.allSettled(all)) {
        if (outcome.status === 'fulfilled') continue
        errors += 1
        process.stderr.write(`${String(outcome.reason)}\n`)
      }
      if (round > 0) processor += (await hub.processorTime()) - before
    }
    for (const client of [...clients, other]) client.close()
  } finally {
    await hub.stop()
  }
  return [
    { name: '50 devices at once, a request, median', value: percentile(times, 0.5), unit: 'ms', aim: null },
    { name: '50 devices at once, a request, p99', value: percentile(times, 0.99), unit: 'ms', aim: 250 },
    {
      name: '50 devices at once, a request, processor time of the hub',
      value: processor / times.length,
      unit: 'ms',
      aim: null,
    },
    { name: '50 devices at once, requests', value: times.length, unit: '' },
    { name: '50 devices at once, errors', value: errors, unit: '', aim: 0 },
  ]
}

async function syncOnce(client: SyncClient, index: number, offered: number): Promise<void> {
  const bytes = randomBytes(32_768)
  const { session_id: session } = await client.negotiate([
    {
      rom_id: gameAt(index),
      file_name: `Game ${index}.srm`,
      slot: 'autosave',
      content_hash: createHash('md5').update(bytes).digest('hex'),
      file_size_bytes: bytes.length,
    },
  ])
  await client.upload(index, bytes)
  await client.download(offered)
  await client.complete(session, 2)
}
