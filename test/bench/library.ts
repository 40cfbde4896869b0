import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { addLibraryFolder } from '../../shared/api/library'
import { startBenchHub } from './bench-hub'
import { Connection } from './connection'
import { type Figure, median } from './measure'

const count = 20_000
const platforms = ['gba', 'snes', 'nes', 'psx']
const page = 250

const jobState = z.object({ state: z.string() })

/** A library of 20,000 files: how long its scan takes, and its pages as grout asks for them. */
export async function benchLibrary(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-library-'))
  for (const platform of platforms) await mkdir(join(folder, platform))
  for (let index = 0; index < count; index += 1) {
    const platform = platforms[index % platforms.length] ?? ''
    await writeFile(join(folder, platform, `Game number ${index} (USA).${platform}`), `game ${index}`)
  }
  const hub = await startBenchHub()
  const connection = new Connection(hub.url, hub.authorization)
  const get = async (path: string) => JSON.parse(String(await connection.send({ method: 'GET', path })))
  const started = performance.now()
  const added = await connection.send({
    method: 'POST',
    path: '/api/library/folders',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ path: folder })),
  })
  const { job } = addLibraryFolder.answer.parse(JSON.parse(String(added)))
  while (jobState.parse(await get(`/api/jobs/${job.id}`)).state === 'running') await setTimeout(20)
  const scanned = (performance.now() - started) / 1000

  const times: number[] = []
  for (let offset = 0; offset < count; offset += page) {
    const asked = performance.now()
    await connection.send({
      method: 'GET',
      path: `/api/roms?limit=${page}&offset=${offset}&order_by=name&with_files=true`,
    })
    times.push(performance.now() - asked)
  }
  connection.close()
  await hub.stop()
  await rm(folder, { recursive: true, force: true })
  return [
    { name: 'scan of 20,000 files, without hashing', value: scanned, unit: 's', aim: 6 },
    {
      name: 'list of 20,000 games by pages of 250, median page',
      value: median(times),
      unit: 'ms',
      aim: null,
    },
    {
      name: 'list of 20,000 games by pages of 250, slowest page',
      value: Math.max(...times),
      unit: 'ms',
      aim: 25,
    },
  ]
}
