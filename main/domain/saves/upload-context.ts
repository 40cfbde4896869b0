import type { Device } from '../devices/device'
import { Malformed } from '../errors'
import { hashKindOf } from '../sync/hash-kind'
import { relate } from '../sync/relation'
import type { WaitingDecision } from '../sync/sync-store'
import { type LastSaid, lastSaid } from '../sync/transfer-memory'
import { actionOf } from '../sync/waiting-decision'
import type { Writers } from '../unit-of-work'
import type { NamedGame } from './game-lookup'
import type { Pending } from './save-intake'
import type { LineKind, SaveLine, Version } from './save-line'
import { exactName, firstFree, sanitisedName, taggedNames } from './save-names'
import type { UploadTarget } from './save-uploads'
import { isBridgedName, sharedSlot } from './slotless-bridge'
import type { GuardInput } from './upload-guard'

/** Everything an upload is judged by. */
export interface UploadContext {
  readonly input: GuardInput<Version>
  readonly parentId: number | null
  /** What the device said of the line in its running session. */
  readonly said: LastSaid | null
  readonly waiting: WaitingDecision | null
}

/** Where an upload goes: its slot, the shared slot by the bridge, or a file of its own (design section 6). */
export function lineKeyOf(
  { principal, game, request }: UploadTarget,
  uploaded: string,
): { personId: number; gameId: number; kind: LineKind; key: string } {
  const owner = { personId: principal.person.id, gameId: game.id }
  if (request.slot !== null) return { ...owner, kind: 'save', key: request.slot }
  const name = exactName(uploaded)
  return request.isSlotless && isBridgedName(name, game)
    ? { ...owner, kind: 'save', key: sharedSlot }
    : { ...owner, kind: 'file', key: name }
}

/** Everything the guard asks about, as it is inside the transaction: two uploads at once never see the same head. */
export async function contextOf(
  writers: Writers,
  target: UploadTarget,
  line: SaveLine,
  save: Pending,
): Promise<UploadContext> {
  const { saves } = writers
  const { device, base, request } = target
  const [headNow, alike, marked, decided, owners] = await Promise.all([
    line.headVersionId === null ? null : saves.version(line.headVersionId),
    saves.withContent(line.id, save.sha256, save.isArchive ? save.contentHash : null),
    device && !base ? markOf(writers, device, line.id) : null,
    device ? decidedFor(writers, device, line, save) : { said: null, waiting: null },
    device ? writers.sync.formerOwners(device.id, device.personId) : [],
  ])
  const head = headNow?.version ?? null
  // Another archive of a content that was let go is the only one of it there is.
  const same = alike.filter(({ bytesDroppedAt }) => bytesDroppedAt === null)
  const parent = base?.version ?? (marked === null ? null : await versionOf(writers, marked, head))
  const relation = relate(same, head, parent)
  return {
    input: {
      relation,
      isBlank: save.isBlank,
      overwrite: request.overwrite,
      head,
      decision: decided.waiting && decisionFor(decided.waiting, line.headVersionId),
      isForeign: relation.content === 'new' && (await isForeign(writers, owners, line, save)),
      // A slotless caller can: it names the version it replaces by `PUT`.
      cannotOverwrite: device === null && base === null && !request.isSlotless,
    },
    parentId: parent?.id ?? null,
    ...decided,
  }
}

/** What the device said of the line, and what a person decided about exactly that. */
async function decidedFor(
  writers: Writers,
  device: Device,
  line: SaveLine,
  save: Pending,
): Promise<Pick<UploadContext, 'said' | 'waiting'>> {
  const [said, waiting] = await Promise.all([
    lastSaid(writers, device, line),
    writers.sync.waitingFor(device.id, line.id),
  ])
  return { said, waiting: waiting && isAbout(waiting, device, save, said) ? waiting : null }
}

/** The stored name of a version that is new on its line. */
export async function freeName(
  { saves }: Pick<Writers, 'saves'>,
  game: Pick<NamedGame, 'fileNameNoExt'>,
  line: Pick<SaveLine, 'id' | 'kind' | 'key'>,
  uploaded: string,
  now: number,
): Promise<string> {
  if (line.kind !== 'save') return line.key
  const names = taggedNames(line.key, sanitisedName(uploaded), game.fileNameNoExt, now)
  return firstFree(names, await saves.namesFrom(line.id, names.start))
}

/** What the names begin with that {@link freeName} may give; null where there is only one. */
export function namesStart(
  game: Pick<NamedGame, 'fileNameNoExt'>,
  line: Pick<SaveLine, 'kind' | 'key'>,
  uploaded: string,
  now: number,
): string | null {
  if (line.kind !== 'save') return null
  try {
    return taggedNames(line.key, sanitisedName(uploaded), game.fileNameNoExt, now).start
  } catch (error) {
    // A name that cannot be kept is refused only where a new version would have it.
    if (!(error instanceof Malformed)) throw error
    return null
  }
}

/** Which version the device is known to hold; of a device whose identifier two machines use nothing is. */
async function markOf({ saves }: Writers, device: Device, lineId: number): Promise<number | null> {
  const mark = device.clonedAt === null ? await saves.mark(device.id, lineId) : null
  return !mark || mark.doubtful ? null : mark.versionId
}

async function versionOf({ saves }: Writers, id: number, head: Version | null): Promise<Version | null> {
  return id === head?.id ? head : ((await saves.version(id))?.version ?? null)
}

/**
 * Whether an upload is what a person decided about: by its hash, or because it was just asked for by the name the
 * device has for it. A program that repeats the hub's hash cannot name what it holds, so whatever it sends is meant.
 */
function isAbout(waiting: WaitingDecision, device: Device, save: Pending, said: LastSaid | null): boolean {
  if (hashKindOf(device.client) === 'last-server' || save.contentHash === waiting.contentHash) return true
  const asked = said?.operation
  return asked?.action === 'upload' && asked.outcome === null && asked.contentHash === waiting.contentHash
}

function decisionFor(waiting: WaitingDecision, headId: number | null): GuardInput['decision'] {
  if (waiting.hasBytes || actionOf(waiting, headId) !== 'upload') return null
  return waiting.keep === 'device' ? 'permit' : 'aside'
}

async function isForeign(
  { sync }: Writers,
  formerOwners: readonly number[],
  { gameId }: SaveLine,
  { contentHash }: Pending,
): Promise<boolean> {
  const known = await sync.foreignContents(formerOwners, [{ gameId, contentHash }])
  return known.size > 0
}
