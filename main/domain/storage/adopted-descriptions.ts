import type { DescriptionStore } from '../saves/blob-store-description'
import type { UnitOfWork } from '../unit-of-work'

/**
 * The setting a restore writes: versions with ids up to this one that are not in the database were given a row of a new
 * id then.
 */
export const adoptedUpTo = 'adopted_descriptions_up_to'

/**
 * Takes away descriptions of versions that were described again under a new id. Until all of them are, it leaves them:
 * described twice is better than not at all.
 */
export async function dropAdopted(unit: UnitOfWork, descriptions: DescriptionStore): Promise<void> {
  const upTo = Number(await unit.read.settings.get(adoptedUpTo))
  if (upTo === 0) return
  if ((await unit.read.saves.dueDescriptions(0, 1)).length > 0) return
  const known = await unit.read.contents.versionIds()
  const adopted: number[] = []
  for await (const found of descriptions.descriptions()) {
    if (found.kind !== 'description') continue
    const { versionId } = found.description
    if (versionId <= upTo && !known.has(versionId)) adopted.push(versionId)
  }
  for (const versionId of adopted) await descriptions.forget(versionId)
  await unit.write(({ settings }) => settings.set(adoptedUpTo, ''))
}
