import type { ClientSave } from '../../../shared/api/sync'
import { iso } from '../clock'
import { Refusal } from '../errors'
import type { LineKind } from '../saves/save-line'
import { exactName } from '../saves/save-names'
import type { Claim } from './decide'

/** What tells a line of a person from the others. */
export interface LineName {
  readonly gameId: number
  readonly kind: LineKind
  readonly key: string
}

/** Identifies a line of a person. */
export function lineKey({ gameId, kind, key }: LineName): string {
  return `${gameId}/${kind}/${key}`
}

/** One entry of a negotiation, understood as far as it can be. */
export interface ClientClaim {
  readonly said: ClientSave
  /** Null when it names nothing that could be a save. */
  readonly line: LineName | null
  /** {@link lineKey} of the line, made once: a negotiation looks a line up by it several times. */
  readonly lineKey: string | null
  /** 32 lower-case hex digits; null for anything else. */
  readonly contentHash: string | null
  readonly claim: Claim
  /** The time of `claim` in milliseconds since the epoch. */
  readonly time: number | null
}

/** Characters (Unicode code points), as for an upload. */
const longestSlot = 255

/** Reads an entry; what makes no sense in it counts as not said. */
export function readClaim(said: ClientSave): ClientClaim {
  const hash = said.content_hash?.trim().toLowerCase() ?? ''
  const line = lineOf(said)
  const time = timeOf(said.updated_at)
  return {
    said,
    line,
    lineKey: line && lineKey(line),
    contentHash: /^[0-9a-f]{32}$/.test(hash) ? hash : null,
    claim: { at: time === null ? null : textOf(said.updated_at, time), size: sizeOf(said.file_size_bytes) },
    time,
  }
}

/** A null or empty slot is the line of that exact file name (design section 7). */
function lineOf({ rom_id: gameId, slot, file_name }: ClientSave): ClientClaim['line'] {
  if (slot) {
    const isShort = slot.length <= longestSlot || [...slot].length <= longestSlot
    const isKey = isShort && !/[\p{Cc}\p{Surrogate}]/u.test(slot)
    return isKey ? { gameId, kind: 'save', key: slot } : null
  }
  try {
    return { gameId, kind: 'file', key: exactName(file_name) }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** What four digits can say of a year. */
const yearZero = Date.parse('0000-01-01T00:00:00.000Z')
const yearTenThousand = Date.parse('+010000-01-01T00:00:00.000Z')

/** Any RFC 3339 time; without a zone it is UTC (wire.md 1.6). Outside four-digit years it is nonsense. */
function timeOf(said: ClientSave['updated_at']): number | null {
  if (typeof said !== 'string') return null
  const text = said.trim()
  const hasZone = /(?:z|[+-]\d\d:?\d\d)$/i.test(text)
  const time = Date.parse(hasZone ? text : `${text}Z`)
  return time >= yearZero && time < yearTenThousand ? time : null
}

/** As nearly every client says it, on a day that every month has: then only its milliseconds may be missing. */
const plain = /^(\d{4}-\d\d-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):\d\d:\d\d)(\.\d{3})?Z$/

/** To write a time anew takes longer than all else that is done with an entry. */
function textOf(said: ClientSave['updated_at'], time: number): string {
  const [, second, milliseconds = '.000'] = (typeof said === 'string' && plain.exec(said)) || []
  return second === undefined ? iso(time) : `${second}${milliseconds}Z`
}

function sizeOf(said: number | null | undefined): number | null {
  return said !== null && said !== undefined && Number.isSafeInteger(said) && said >= 0 ? said : null
}
