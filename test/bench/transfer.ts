import { randomBytes } from 'node:crypto'
import { startBenchHub } from './bench-hub'
import { addDevice, addGames } from './bench-saves'
import type { Figure } from './measure'
import { SyncClient } from './sync-client'

const count = 1_000

/** 1,000 saves of 32 KiB from one device through the hub to another, each on one connection as handhelds have. */
export async function benchTransfer(): Promise<Figure[]> {
  const hub = await startBenchHub()
  try {
    await addGames(hub, count)
    const giver = new SyncClient(await addDevice(hub, 'giver'))
    const taker = new SyncClient(await addDevice(hub, 'taker'))
    const contents = Array.from({ length: count }, () => randomBytes(32_768))
    const uploading = await secondsOf(async () => {
      for (const [game, bytes] of contents.entries()) await giver.upload(game, bytes)
    })
    const taken: number[] = []
    const downloading = await secondsOf(async () => {
      const { session_id: session, operations } = await taker.negotiate([])
      for (const { action, save_id: id } of operations) {
        if (action !== 'download' || id === null) continue
        await taker.download(id)
        taken.push(id)
      }
      await taker.complete(session, taken.length)
    })
    giver.close()
    taker.close()
    if (taken.length !== count) throw new Error(`${taken.length} of ${count} saves were offered`)
    return [
      { name: '1,000 saves of 32 KiB, device to hub', value: uploading, unit: 's', aim: null },
      { name: '1,000 saves of 32 KiB, hub to device, confirmed', value: downloading, unit: 's', aim: null },
      {
        name: '1,000 saves of 32 KiB, device to device',
        value: uploading + downloading,
        unit: 's',
        aim: null,
      },
    ]
  } finally {
    await hub.stop()
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1_000
}
