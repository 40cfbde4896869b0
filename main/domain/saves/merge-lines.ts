import { say } from '../../../shared/sentences/say'
import { Conflict, Malformed } from '../errors'
import type { Writers } from '../unit-of-work'
import type { NamedGame } from './game-lookup'
import { appendVersion } from './line-changes'
import type { SaveLine, Version } from './save-line'
import { freeName } from './upload-context'

/** Where the versions of another line are put. */
interface Place {
  readonly line: SaveLine
  readonly game: NamedGame
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** @throws Malformed for lines that cannot be one; Conflict with an undecided copy, or nothing to merge. */
export async function assertMergeable({ saves }: Writers, from: SaveLine, into: SaveLine): Promise<void> {
  if (from.id === into.id) throw new Malformed(say('merge.self'))
  if (from.gameId !== into.gameId) {
    throw new Malformed(say('merge.twoGames'))
  }
  if (from.kind === 'state' || into.kind === 'state') {
    throw new Malformed(say('merge.states'))
  }
  if (from.headVersionId === null) {
    throw new Conflict(say('merge.nothing', { name: from.key }))
  }
  const [counts] = await saves.counts([from.id])
  if (counts && counts.openConflicts > 0) {
    throw new Conflict(say('merge.conflict', { name: from.key }))
  }
}

/** Copies of everything whose bytes are kept and that the other line does not have, oldest first. */
export async function bringOver(writers: Writers, from: SaveLine, place: Place): Promise<void> {
  const { saves } = writers
  const head = await versionOf(writers, from.headVersionId)
  const standing = await versionOf(writers, place.line.headVersionId)
  const wins = !standing || (standing.blank && head?.blank === false)
  for (const version of await saves.keptVersions(from.id)) {
    if (version.bytesDroppedAt !== null) continue
    const isNewHead = wins && version.id === head?.id
    if (isNewHead || (await isKept(writers, place.line, version))) continue
    await copy(writers, version, place, 'side')
  }
  // The newest live version of a line is its head.
  if (head && wins) await copy(writers, head, place, 'live')
}

async function isKept({ saves }: Writers, into: SaveLine, version: Version): Promise<boolean> {
  const same = await saves.withContent(into.id, version.sha256, null)
  return same.some(({ state, bytesDroppedAt }) => state !== 'deleted' && bytesDroppedAt === null)
}

async function copy(writers: Writers, version: Version, place: Place, state: 'live' | 'side'): Promise<void> {
  const { saves } = writers
  const said = {
    content: version,
    fileName: await freeName(
      writers,
      place.game,
      place.line,
      version.fileName,
      Date.parse(version.arrivedAt),
    ),
    emulator: version.emulator,
    originDeviceId: version.originDeviceId,
    // Where it came from, in the line it came from.
    parentId: version.id,
    state,
  }
  const made = await appendVersion(writers, place.line.id, said, place.now)
  if (version.pinned || version.note !== null) {
    await saves.updateVersion(made.id, { pinned: version.pinned, note: version.note })
  }
  const [picture] = await saves.screenshots([version.id])
  if (!picture) return
  const { sha256, sizeBytes, fileName, type, createdAt } = picture
  await saves.insertScreenshot({ versionId: made.id, sha256, sizeBytes, fileName, type, createdAt })
}

/**
 * A device that holds what is the head of the other line now holds that head. Anything else it holds proves nothing of
 * the other line: what it brings there is judged by its bytes, and its own line stays as it knows it.
 */
export async function carryMarks(writers: Writers, from: SaveLine, into: SaveLine): Promise<void> {
  const { saves } = writers
  const head = await versionOf(writers, (await saves.line(into.id))?.headVersionId ?? null)
  if (!head) return
  for (const { deviceId, versionId, doubtful, untracked } of await saves.marks([from.id])) {
    if (doubtful || untracked || (await saves.mark(deviceId, into.id))) continue
    const held = await versionOf(writers, versionId)
    const mark = held?.sha256 === head.sha256 ? await saves.mark(deviceId, from.id) : null
    if (mark) await saves.putMark({ ...mark, lineId: into.id, versionId: head.id })
  }
}

async function versionOf({ saves }: Writers, id: number | null): Promise<Version | null> {
  return id === null ? null : ((await saves.version(id))?.version ?? null)
}
