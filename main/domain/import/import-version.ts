import { iso } from '../clock'
import type { NamedGame } from '../saves/game-lookup'
import { appendVersion, lineFor, restock, reviveVersions } from '../saves/line-changes'
import type { Pending } from '../saves/save-intake'
import type { SaveLine, Version } from '../saves/save-line'
import { sharedSlot } from '../saves/slotless-bridge'
import { freeName } from '../saves/upload-context'
import type { Writers } from '../unit-of-work'
import type { PlannedFile, Receiver } from './plan-import'

/** A file of an import, with what was chosen about it. */
export interface Imported {
  readonly file: PlannedFile
  readonly person: Receiver
  readonly game: NamedGame
  readonly wantsHead: boolean
  /** Also when the content is in the history already. */
  readonly insists: boolean
}

export interface Written {
  readonly kind: 'head' | 'beside' | 'here'
  readonly version: Version
}

/**
 * Appends what was imported to its line. It becomes the head of a line without one, or with a blank one, or where a
 * person chose so; else it is a side version, which no device is ever sent (design section 6). A blank one never takes
 * the place of a real one.
 * @param now milliseconds since the epoch.
 */
export async function writeImported(
  writers: Writers,
  pending: Pending,
  imported: Imported,
  now: number,
): Promise<Written> {
  const { file, game, wantsHead, insists } = imported
  const line = await lineOf(writers, imported, pending.sha256, now)
  const head = await headOf(writers, line)
  const known = await knownOn(writers, line, pending)
  const isFree = file.canBeHead && (!head || (head.blank && !pending.isBlank))
  const isChosen = wantsHead && !(pending.isBlank && head?.blank === false)
  if (known && (known.id === head?.id || !(isFree || (insists && isChosen)))) {
    return { kind: 'here', version: known }
  }
  if (known?.state === 'deleted' && !head) {
    await reviveVersions(writers, line.id, [known.id])
    return { kind: 'head', version: known }
  }
  const state = isFree || isChosen ? 'live' : 'side'
  const { at, emulator, note } = file.claim
  const said = {
    content: pending,
    fileName: await nameFor(writers, file, { line, game, now }),
    emulator,
    originDeviceId: null,
    parentId: null,
    state,
    claimedAt: at,
  } as const
  const version = await appendVersion(writers, line.id, said, now)
  if (note !== null) await writers.saves.updateVersion(version.id, { note })
  return { kind: state === 'live' ? 'head' : 'beside', version }
}

/** The line it goes to, with the bytes of this content there again where they were let go. */
async function lineOf(
  writers: Writers,
  { file, person, game }: Imported,
  sha256: string,
  now: number,
): Promise<SaveLine> {
  const { kind, key } = file.claim
  const made = await lineFor(writers, { personId: person.id, gameId: game.id, kind, key }, iso(now))
  await restock(writers, made.id, sha256)
  return (await writers.saves.line(made.id)) ?? made
}

async function headOf({ saves }: Writers, { headVersionId }: SaveLine): Promise<Version | null> {
  return headVersionId === null ? null : ((await saves.version(headVersionId))?.version ?? null)
}

/** The version that has this content: the newest that is not in the recycle bin, else the newest. */
async function knownOn({ saves }: Writers, line: SaveLine, pending: Pending): Promise<Version | null> {
  const hash = pending.isArchive ? pending.contentHash : null
  const alike = await saves.withContent(line.id, pending.sha256, hash)
  const same = alike.filter(({ bytesDroppedAt }) => bytesDroppedAt === null)
  return same.find(({ state }) => state !== 'deleted') ?? same[0] ?? null
}

/** What an export says a version of a slot was called, if it can be called that here; clients read the slot from it. */
async function nameFor(
  writers: Writers,
  { claim }: PlannedFile,
  { line, game, now }: { readonly line: SaveLine; readonly game: NamedGame; readonly now: number },
): Promise<string> {
  const { fileName, isHead, at } = claim
  const isFromExport = line.kind === 'save' && isHead !== null
  const isNamedSo = line.key !== sharedSlot || fileName.startsWith(`${game.fileNameNoExt} [`)
  if (isFromExport && isNamedSo && !(await writers.saves.hasName(line.id, fileName))) return fileName
  return freeName(writers, game, line, fileName, at === null ? now : Date.parse(at))
}
