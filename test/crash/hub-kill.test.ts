import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../unit/blobs/real-store'
import { Campaign } from './hub/campaign'
import { namedKills } from './hub/named-kills'
import { killableHub } from './hub/test-hub'

const seed = Number(process.env['ROOST_TEST_SEED'] ?? 20_260_301)
const randomKills = 20

test('failure case 7: a hub that is killed at every step of an upload, of all else that changes saves, and at random moments, loses nothing and believes nothing wrong', async () => {
  const folder = await temporaryFolder()
  const campaign = await Campaign.begin({
    ...(await killableHub(folder)),
    folder: join(folder, 'data'),
    seed,
    wholeEvery: 10,
  })
  onTestFinished(() => campaign.abandon())
  for (const kill of namedKills) await campaign.killAt(kill)
  for (let round = 0; round < randomKills; round += 1) await campaign.killAtRandom()
  await campaign.end()
  const { kills, losses, answered } = campaign
  console.log(
    `kills of a hub: ${kills}, answered before them: ${answered}, losses: ${losses.length}, seed ${seed}`,
  )
  expect(losses).toEqual([])
  expect(kills).toBeGreaterThanOrEqual(60)
}, 480_000)
