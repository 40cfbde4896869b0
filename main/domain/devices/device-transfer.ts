import { say } from '../../../shared/sentences/say'
import { activityOf, type KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Conflict, Forbidden, Malformed } from '../errors'
import type { EventLog } from '../events/event-log'
import { saveMemory } from '../saves/save-memory'
import { unknownPerson } from '../people/person-service'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { Device } from './device'
import { changeableDevice, visibleDevice } from './device-access'
import { freeFingerprint } from './device-registration'

/** A device that changes hands, and two entries that turn out to be one machine. */
export class DeviceTransfer {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {}

  /**
   * Gives a device to another person. Its tokens end for good: it pairs again for its new owner, and then is the same
   * entry (design section 7).
   * @param withSaves what is on the device counts as the new owner's progress.
   * @throws NotFound, Forbidden, Malformed; Conflict when the new owner has an entry of this machine already.
   */
  async handOver(id: string, toPersonId: number, withSaves: boolean, actor: KnownActor): Promise<void> {
    const at = iso(this.clock.now())
    const device = await this.unit.write(async (writers) => {
      const given = await visibleDevice(writers.devices, id, actor.principal)
      const receiver = await writers.people.byId(toPersonId)
      if (!receiver) throw unknownPerson(toPersonId)
      if (!receiver.enabled) throw new Forbidden(say('person.disabled', { name: receiver.username }))
      if (receiver.id === given.personId) {
        throw new Malformed(say('device.already', { name: receiver.username }))
      }
      await assertFree(writers, given, receiver.id, receiver.username)
      await writers.tokens.revokeOfDevice(given.id, at)
      await writers.devices.update(given.id, { personId: receiver.id, updatedAt: at })
      await writers.sync.endActive(given.id, at)
      await writers.sync.noteHandOver({
        deviceId: given.id,
        fromPersonId: given.personId,
        toPersonId: receiver.id,
        withSaves,
        at,
      })
      await writers.activity.append(
        activityOf(actor, 'device.handed-over', {
          at,
          personId: given.personId,
          subject: given.name,
          subjectId: given.id,
        }),
      )
      return given
    })
    this.events.publish({ type: 'device', id: device.id, state: 'removed' }, { personId: device.personId })
    this.events.publish({ type: 'device', id: device.id, state: 'added' }, { personId: toPersonId })
  }

  /**
   * Makes two entries of one machine one: tokens go to `intoId`, and whoever still names the old id means the other.
   * @throws NotFound, Forbidden, Malformed.
   */
  async merge(id: string, intoId: string, actor: KnownActor): Promise<void> {
    const at = iso(this.clock.now())
    const { merged, kept } = await this.unit.write(async (writers) => {
      const from = await changeableDevice(writers.devices, id, actor.principal)
      const into = await changeableDevice(writers.devices, intoId, actor.principal)
      if (from.id === into.id) throw new Malformed(say('device.mergeSelf'))
      if (from.personId !== into.personId) {
        throw new Malformed(say('device.twoPeople'))
      }
      for (const token of await writers.tokens.list(from.personId)) {
        if (token.deviceId === from.id) await writers.tokens.update(token.id, { deviceId: into.id })
      }
      await writers.devices.update(from.id, { deletedAt: at, updatedAt: at, mergedInto: into.id })
      await this.learn(writers, into, from, at)
      await writers.sync.endActive(from.id, at)
      await writers.sync.mergeDevice(from.id, into.id)
      // Which of the two marks of a line is right only the machine itself can show.
      await saveMemory.doubt(writers, into.id, at)
      await writers.activity.append(
        activityOf(actor, 'device.merged', {
          at,
          personId: from.personId,
          subject: from.name,
          subjectId: from.id,
        }),
      )
      return { merged: from, kept: into }
    })
    const audience = { personId: merged.personId }
    this.events.publish({ type: 'device', id: merged.id, state: 'removed' }, audience)
    this.events.publish({ type: 'device', id: kept.id, state: 'changed' }, audience)
  }

  /** The entry that stays knows the machine by everything the other one knew it by. */
  private async learn(writers: Writers, into: Device, from: Device, at: string): Promise<void> {
    const learned = {
      clientDeviceIdentifier: into.clientDeviceIdentifier ?? from.clientDeviceIdentifier,
      macAddress: into.macAddress ?? from.macAddress,
      hostname: into.hostname ?? from.hostname,
      platform: into.platform ?? from.platform,
      lastSeen:
        [into.lastSeen, from.lastSeen]
          .filter((seen) => seen !== null)
          .sort()
          .at(-1) ?? null,
      // Two entries with one identifier in overlapping use are explained by their being one machine.
      clonedAt: null,
    }
    const fingerprint = into.fingerprint ?? (await freeFingerprint(writers, { ...into, ...learned }))
    await writers.devices.update(into.id, { ...learned, fingerprint, updatedAt: at })
  }
}

async function assertFree(
  { devices }: Writers,
  device: Device,
  personId: number,
  username: string,
): Promise<void> {
  const { clientDeviceIdentifier, fingerprint } = device
  const sameIdentifier =
    clientDeviceIdentifier && (await devices.byIdentifier(personId, clientDeviceIdentifier))
  const sameMachine = fingerprint && (await devices.byFingerprint(personId, fingerprint))
  const twin = [sameIdentifier, sameMachine].find((other) => other && other.deletedAt === null)
  if (twin) {
    throw new Conflict(say('device.twin', { person: username, name: twin.name ?? twin.id }))
  }
}
