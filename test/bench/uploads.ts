import { randomBytes } from 'node:crypto'
import { addGame, addHandheld } from './bench-saves'
import { startBenchHub } from './bench-hub'
import { Connection, multipart } from './connection'
import type { Figure } from './measure'
import { startBareServer } from './start-bare-server'

const callers = 8
const turns = 6
const perTurn = 400

/** Durable uploads of 32 KiB over 8 connections, in turns with a bare program, so that a busy disk slows both. */
export async function benchUploads(): Promise<Figure[]> {
  const hub = await startBenchHub()
  const bare = await startBareServer()
  await addGame(hub)
  const handhelds = await Promise.all(
    Array.from({ length: callers }, (_, index) => addHandheld(hub, `slot-${index}`)),
  )
  const plain = Array.from({ length: callers }, () => new Connection(bare.url))
  const rates = { ours: 0, theirs: 0 }
  for (let turn = 0; turn <= turns; turn += 1) {
    const theirs = await rateOf(plain, (connection, bytes) =>
      connection.send({ method: 'POST', path: '/', body: bytes }),
    )
    const ours = await rateOf(handhelds, ({ connection, path }, bytes) =>
      connection.send({ method: 'POST', path, ...multipart(bytes) }),
    )
    // The first turn warms both up.
    if (turn === 0) continue
    rates.ours += ours / turns
    rates.theirs += theirs / turns
  }
  for (const { connection } of handhelds) connection.close()
  for (const connection of plain) connection.close()
  await hub.stop()
  await bare.stop()
  return [
    { name: 'durable uploads of 32 KiB, 8 connections', value: rates.ours, unit: '/s', aim: null },
    { name: 'the same by a bare program', value: rates.theirs, unit: '/s', aim: null },
    { name: 'uploads against the bare program', value: rates.ours / rates.theirs, unit: '×', least: 0.6 },
  ]
}

/** A second. */
async function rateOf<Caller>(
  all: readonly Caller[],
  upload: (caller: Caller, bytes: Buffer) => Promise<unknown>,
): Promise<number> {
  const contents = Array.from({ length: perTurn }, () => randomBytes(32_768))
  const started = performance.now()
  await Promise.all(
    all.map(async (caller) => {
      for (let next = contents.pop(); next !== undefined; next = contents.pop()) await upload(caller, next)
    }),
  )
  return perTurn / ((performance.now() - started) / 1000)
}
