import { useTranslation } from 'react-i18next'
import type { Conflict } from '../../../shared/api/conflicts'
import type { Keep, Owned } from '../../api/conflicts'
import { useMe } from '../../api/queries'
import { useGame } from '../../api/saves'
import { personSuffix } from '../games/games-filter'
import { type NamedDevice, useDeviceNames } from '../game/use-device-names'
import { lineName } from '../game/version-texts'
import type { TextKey } from '../../locales/text-key'

export type Entry = Owned<Conflict>

export interface NamedConflict {
  /** The game's name, once it is known. */
  readonly game: string
  /** The slot or file. */
  readonly line: string
  readonly device: NamedDevice
  /** Where the save came from that Roost has now. */
  readonly origin: NamedDevice | null
  /** Both sides came from two devices that can be told apart by name. */
  readonly isBetweenTwo: boolean
}

function sideName(
  id: string | null,
  name: string | null,
  deviceOf: (id: string) => NamedDevice,
): NamedDevice | null {
  if (id === null) return name === null ? null : { name, device: null }
  const known = deviceOf(id)
  return known.device === null && name !== null ? { name, device: null } : known
}

/** What an entry is about, by names people know. */
export function useNamedConflict(entry: Entry): NamedConflict {
  const { t } = useTranslation()
  const deviceOf = useDeviceNames()
  const game = useGame(entry.rom_id).data?.name
  const device = sideName(entry.device_id, entry.device_name, deviceOf) ?? {
    name: t('conflict.noDevice'),
    device: null,
  }
  const { head } = entry
  const origin = head && sideName(head.origin_device_id, head.origin_device_name, deviceOf)
  return {
    game: game ?? t('conflict.aGame'),
    line: lineName(entry, t),
    device,
    origin,
    isBetweenTwo: origin !== null && origin.name !== device.name,
  }
}

/** What happened, in a sentence. */
export function reasonText(entry: Conflict, { isBetweenTwo }: NamedConflict): TextKey {
  if (entry.reason === 'blank') return 'conflict.blank'
  return isBetweenTwo ? 'conflict.both' : 'conflict.one'
}

/** What a decision would bring about. */
export function consequence(entry: Conflict, keep: Keep): TextKey {
  if (entry.device_id === null) return `conflict.${keep}.noDevice`
  return entry.only_on_device ? `conflict.${keep}.later` : `conflict.${keep}.now`
}

/** How a closed entry ended; the slots are `device` and `person`. */
export function endingText(entry: Conflict, isKnownPerson: boolean): TextKey {
  if (entry.closed_by === 'hub' || entry.decision === null) return 'conflict.ended.same'
  if (entry.closed_by === 'device') return `conflict.ended.device.${entry.decision}`
  return isKnownPerson ? `conflict.ended.${entry.decision}` : `conflict.ended.somebody.${entry.decision}`
}

/** More than a day off: too much for a time zone. */
const tooFar = 26 * 60 * 60 * 1000

/** Whether the time a device gave of its save can be believed; null where it gave none. */
export function isClockRight(entry: Conflict): boolean | null {
  const { at } = entry.claimed
  if (at === null) return null
  const claimed = Date.parse(at)
  const seen = Date.parse(entry.held?.arrived_at ?? entry.updated_at)
  // It may have been played long before it came; it cannot have been played after, nor before there were handhelds.
  return claimed <= seen + tooFar && claimed >= Date.UTC(2021)
}

export function conflictPath({ id }: Pick<Conflict, 'id'>): string {
  return `/sync/conflicts/${id}`
}

/** What an address of a game takes, so that it shows this person's saves. */
export function useSuffix(person: number): string {
  const self = useMe().data?.id
  return personSuffix(person === self ? undefined : person)
}
