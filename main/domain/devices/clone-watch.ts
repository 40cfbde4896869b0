import { LRUCache } from 'lru-cache'
import { activityOf } from '../activity/activity'
import { type Clock, iso } from '../clock'
import type { EventLog } from '../events/event-log'
import type { UnitOfWork } from '../unit-of-work'
import { atMost } from '../limits/at-most'

/** Milliseconds within which a machine cannot well have gone to another address and come back. */
const overlap = 10 * 60_000

interface Sighting {
  readonly address: string
  lastAt: number
}

/** Addresses of one device worth remembering: the one in use, and those it may come back to. */
const remembered = 4

/**
 * Notices a copied card: two machines that use one identifier at the same time. One that is seen at A, then at B, then
 * at A again within ten minutes is two; a plain change from A to B is a new lease of the router and no clone.
 */
export class CloneWatch {
  private readonly sightings: LRUCache<string, Sighting[]>

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {
    this.sightings = new LRUCache(atMost(10_000))
  }

  /** Told of every request by a token bound to the device. */
  async saw(deviceId: string, address: string): Promise<void> {
    const now = this.clock.now()
    // One machine may well use IPv4 and IPv6 by turns, so each family is watched for itself.
    const key = `${deviceId} ${address.includes(':') ? 6 : 4}`
    const seen = this.sightings.get(key) ?? []
    const current = seen.at(-1)
    if (current?.address === address) {
      current.lastAt = now
      return
    }
    const earlier = seen.find((sighting) => sighting.address === address)
    const hasOverlap = earlier !== undefined && now - earlier.lastAt <= overlap
    const others = seen.filter((sighting) => sighting.address !== address)
    this.sightings.set(key, [...others, { address, lastAt: now }].slice(-remembered))
    if (hasOverlap) await this.note(deviceId, address)
  }

  private async note(deviceId: string, address: string): Promise<void> {
    const at = iso(this.clock.now())
    const personId = await this.unit.write(async (writers) => {
      const device = await writers.devices.byId(deviceId)
      if (!device || device.clonedAt !== null) return null
      await writers.devices.update(deviceId, { clonedAt: at, updatedAt: at })
      await writers.activity.append(
        activityOf({ principal: null, address }, 'device.cloned', {
          at,
          personId: device.personId,
          subject: device.name,
          subjectId: deviceId,
        }),
      )
      return device.personId
    })
    if (personId !== null) {
      this.events.publish({ type: 'device', id: deviceId, state: 'changed' }, { personId })
    }
  }
}
