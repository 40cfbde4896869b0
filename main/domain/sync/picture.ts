import type { ClientSave } from '../../../shared/api/sync'
import type { Device } from '../devices/device'
import { isBlankContentHash } from '../saves/blank'
import type { GameLookup } from '../saves/game-lookup'
import type { Readers } from '../unit-of-work'
import { type ClientClaim, lineKey, readClaim } from './client-claim'
import type { HashKind, Holding, Said } from './decide'
import { hashKindOf } from './hash-kind'
import { relate } from './relation'
import type { KnownContent, LineFacts, MarkFacts, OpenEntry, WaitingDecision } from './sync-store'
import { actionOf } from './waiting-decision'

/** Everything there is to know for one negotiation, read in a few queries whatever the number of saves is. */
export interface Picture {
  readonly device: Device
  /** What the device says, in its order. */
  readonly claims: readonly ClientClaim[]
  readonly hashes: HashKind
  readonly byKey: ReadonlyMap<string, LineFacts>
  readonly games: ReadonlySet<number>
  readonly entries: ReadonlyMap<number, OpenEntry>
  readonly waiting: ReadonlyMap<number, WaitingDecision>
  /** By line and hash, other than where the hash is the head's. */
  readonly contents: ReadonlyMap<string, readonly KnownContent[]>
  /** Contents of whoever had this device before, as `<game>/<hash>`. */
  readonly foreign: ReadonlySet<string>
  /**
   * `ends`: its marks were in doubt, and what it says shows that they are right. `lost`: it said something, and that
   * showed nothing. `waits`: it said nothing yet.
   */
  readonly doubt: 'none' | 'waits' | 'ends' | 'lost'
}

/** Reads what a negotiation needs. */
export async function drawPicture(
  { sync }: Pick<Readers, 'sync'>,
  games: GameLookup,
  device: Device,
  saves: readonly ClientSave[],
): Promise<Picture> {
  const reading = Promise.all([
    sync.lines(device.personId, device.id),
    sync.aliases(device.id),
    sync.openEntries(device.id),
    sync.waiting(device.id),
    sync.isDoubted(device.id),
    sync.formerOwners(device.id, device.personId),
    games.existing(device.personId, [...new Set(saves.map((said) => said.rom_id))]),
  ])
  // While the database reads, on a thread of its own.
  const claims = saves.map(readClaim)
  const [lines, aliases, entries, waiting, isDoubted, formerOwners, known] = await reading
  const byKey = new Map(lines.map((line) => [lineKey(line), line]))
  const changed: { lineId: number; contentHash: string }[] = []
  for (const { lineKey: key, contentHash } of claims) {
    const facts = key === null ? undefined : byKey.get(key)
    if (facts && contentHash !== null && contentHash !== facts.head?.contentHash) {
      changed.push({ lineId: facts.lineId, contentHash })
    }
  }
  const foreignAsked = formerOwners.length === 0 ? [] : claims.flatMap(askedOfFormerOwners)
  const [same, foreign] = await Promise.all([
    sync.sameContents(changed),
    sync.foreignContents(formerOwners, foreignAsked),
  ])
  const contents = new Map<string, KnownContent[]>()
  for (const content of [...same, ...aliases]) {
    const key = contentKey(content.lineId, content.contentHash)
    const group = contents.get(key)
    if (group) group.push(content)
    else contents.set(key, [content])
  }
  const picture = {
    device,
    claims,
    hashes: hashKindOf(device.client),
    byKey,
    games: known,
    entries: new Map(entries.map((entry) => [entry.lineId, entry])),
    waiting: new Map(waiting.map((decision) => [decision.lineId, decision])),
    contents,
    foreign,
  }
  return { ...picture, doubt: isDoubted ? doubtAfter(picture) : 'none' }
}

/** What the hub may conclude from a mark (design section 7, "Marks"). */
export function holdingOf({ device, doubt }: Picture, mark: MarkFacts | null): Holding | null {
  if (!mark?.version) return null
  return {
    version: mark.version,
    // Two machines with one identifier: whatever is noted is of one of them, and nobody knows of which.
    isDoubtful: device.clonedAt !== null || (mark.isDoubtful && doubt !== 'ends'),
    isConfirmed: mark.how === 'confirm' || mark.how === 'upload',
    at: mark.at,
    claim: { at: mark.claimedAt, size: mark.claimedSize },
  }
}

/** What a claim says of its line, for the table. */
export function saidOf(picture: Picture, line: LineFacts | undefined, said: ClientClaim): Said {
  const entry = line && picture.entries.get(line.lineId)
  const content = contentOf(picture, line, entry, said)
  const waiting = line && picture.waiting.get(line.lineId)
  const isDecided =
    waiting !== undefined &&
    content !== null &&
    (said.contentHash === waiting.contentHash || (picture.hashes === 'last-server' && content.isMarked))
  const action = isDecided ? actionOf(waiting, line?.head?.id ?? null) : null
  return {
    content,
    claim: said.claim,
    hashes: picture.hashes,
    decision: waiting && action ? { keep: waiting.keep, action } : null,
    hasRefusedCopy: (entry?.heldVersionId ?? null) !== null,
  }
}

function contentOf(
  picture: Picture,
  line: LineFacts | undefined,
  entry: OpenEntry | undefined,
  { contentHash, said }: ClientClaim,
): Said['content'] {
  if (contentHash === null) return null
  const same = line ? sameAs(picture, line, contentHash) : []
  const holding = holdingOf(picture, line?.mark ?? null)
  const marked = line?.mark?.version ?? null
  const head = line?.head ?? null
  const relation = relate(same, head, holding && !holding.isDoubtful ? holding.version : null)
  return {
    relation,
    isBlank:
      head !== null &&
      relation.content !== 'head' &&
      (relation.version?.blank === true || isBlankContentHash(contentHash, head.sizeBytes)),
    isMarked: marked !== null && (marked.contentHash === contentHash || relation.version?.id === marked.id),
    isRefusedCopy: same.some(({ id }) => id === entry?.heldVersionId),
    isForeign: relation.content === 'new' && picture.foreign.has(`${said.rom_id}/${contentHash}`),
  }
}

type Same = Pick<KnownContent, 'id' | 'sequence' | 'blank' | 'state'>

function sameAs({ contents }: Picture, { lineId, head }: LineFacts, contentHash: string): readonly Same[] {
  if (head?.contentHash === contentHash) return [head]
  return contents.get(contentKey(lineId, contentHash)) ?? []
}

/** One save that is as it was shows that the card was not wiped (design section 7). An empty list says nothing. */
function doubtAfter({ byKey, claims, device, contents }: Omit<Picture, 'doubt'>): Picture['doubt'] {
  if (claims.length === 0 || device.clonedAt !== null) return 'waits'
  const isAsBefore = claims.some(({ lineKey: key, contentHash }) => {
    const facts = key === null ? undefined : byKey.get(key)
    const marked = facts?.mark?.isDoubtful ? facts.mark.version : null
    if (!facts || !marked || contentHash === null) return false
    const others = contents.get(contentKey(facts.lineId, contentHash)) ?? []
    return marked.contentHash === contentHash || others.some(({ id }) => id === marked.id)
  })
  return isAsBefore ? 'ends' : 'lost'
}

function askedOfFormerOwners({ said, contentHash }: ClientClaim) {
  return contentHash === null ? [] : [{ gameId: said.rom_id, contentHash }]
}

function contentKey(lineId: number, contentHash: string): string {
  return `${lineId}/${contentHash}`
}
