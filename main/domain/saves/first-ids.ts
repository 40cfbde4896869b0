import type { Random } from '../random'
import type { UnitOfWork } from '../unit-of-work'

const lowest = 1_000_000
const highest = 1_000_000_000

/**
 * Makes ids of saves and of sync sessions start at a random base each on a new hub: an id that a client remembers of another server never means
 * something else here (design section 6, "Ids"). On a hub that has had some nothing changes.
 */
export async function chooseFirstIds(unit: UnitOfWork, random: Random): Promise<void> {
  const [saveBase, sessionBase] = [randomBase(random), randomBase(random)]
  await unit.write(async ({ saves, sync }) => {
    await saves.startIdsAbove(saveBase)
    await sync.startIdsAbove(sessionBase)
  })
}

function randomBase(random: Random): number {
  const number = new DataView(Uint8Array.from(random.bytes(4)).buffer).getUint32(0)
  return lowest + (number % (highest - lowest))
}
