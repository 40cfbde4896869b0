import { ArgosyDevice } from './argosy-device'
import type { FleetDevice } from './device'
import type { ClockModel } from './device-clock'
import { GroutDevice } from './grout-device'
import { SlotlessDevice } from './slotless-device'

export const kinds = ['grout', 'argosy', 'slotless'] as const
export type Kind = (typeof kinds)[number]

export interface DeviceSpec {
  readonly kind: Kind
  readonly clock: ClockModel
  /** Only of a grout-like device. */
  readonly slot: string
}

export function makeDevice(
  { kind, slot }: Pick<DeviceSpec, 'kind' | 'slot'>,
  ...parts: ConstructorParameters<typeof FleetDevice>
): FleetDevice {
  switch (kind) {
    case 'grout':
      return new GroutDevice(slot, ...parts)
    case 'argosy':
      return new ArgosyDevice(...parts)
    case 'slotless':
      return new SlotlessDevice(...parts)
  }
}
