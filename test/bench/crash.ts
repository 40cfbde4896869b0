import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Campaign } from '../crash/hub/campaign'
import { namedKills } from '../crash/hub/named-kills'
import type { Figure } from './measure'

const kills = Number(process.env['ROOST_BENCH_KILLS'] ?? 1_000)

/** Kills after which it is told how far it has come. */
const telling = 100

/** A real hub killed 1,000 times: once at every named step of what changes saves, the rest at random moments. */
export async function benchCrash(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-crash-'))
  const seed = Number(process.env['ROOST_TEST_SEED'] ?? Date.now() % 1_000_000)
  process.stderr.write(`${kills} kills, seed ${seed}\n`)
  const campaign = await Campaign.begin({
    script: join(__dirname, 'crash-hub.cjs'),
    modules: join(__dirname, '..', 'node_modules'),
    folder: join(folder, 'data'),
    seed,
    wholeEvery: 50,
  })
  try {
    for (const kill of namedKills) await campaign.killAt(kill)
    while (campaign.kills < kills) {
      await campaign.killAtRandom()
      if (campaign.kills % telling === 0) process.stderr.write(`${campaign.kills} kills so far\n`)
    }
    await campaign.end()
  } finally {
    await campaign.abandon()
    await rm(folder, { recursive: true, force: true })
  }
  for (const loss of campaign.losses) process.stderr.write(`${loss}\n`)
  return [
    { name: `crash test, seed ${seed}: kills`, value: campaign.kills, unit: '' },
    { name: 'crash test: actions answered before the kills', value: campaign.answered, unit: '' },
    { name: 'crash test: losses', value: campaign.losses.length, unit: '', aim: 0 },
  ]
}
