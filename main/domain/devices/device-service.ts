import { say } from '../../../shared/sentences/say'
import { activityOf, type KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Conflict } from '../errors'
import type { EventLog } from '../events/event-log'
import { assertConfirmed } from '../identity/principal'
import type { Random } from '../random'
import { bindToFirstDevice } from '../tokens/device-binding'
import type { DeviceTokenState } from '../tokens/client-token'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { Device, SyncMode } from './device'
import { changeableDevice, reachOf, unknownDevice, visibleDevice } from './device-access'
import { freeFingerprint } from './device-registration'
import { findDuplicates } from './duplicates'
import type { SecretBox } from './secret-box'
import { hasLostSecret, isEcho, maskedConfig, sealConfig } from './sync-config'

/** A device with what the rest of the household's rows say about it. */
export interface DeviceView {
  readonly device: Device
  /** What the tokens that let it in say together; null without any. */
  readonly token: DeviceTokenState | null
  /** An older entry that is probably the same machine. */
  readonly duplicateOf: string | null
  /** Its configuration with every secret masked. */
  readonly syncConfig: Record<string, unknown> | null
  readonly hasLostSecret: boolean
}

/** What may be changed; an absent key stays as it is, null empties it (wire.md 5.4). */
export interface DeviceChange {
  readonly name?: string | null | undefined
  readonly platform?: string | null | undefined
  readonly client?: string | null | undefined
  readonly clientVersion?: string | null | undefined
  readonly ipAddress?: string | null | undefined
  readonly macAddress?: string | null | undefined
  readonly hostname?: string | null | undefined
  readonly syncMode?: SyncMode | undefined
  /** False pauses the device. */
  readonly syncEnabled?: boolean | undefined
  /** Replaced as a whole; a masked secret in it stays what it was (W-31). */
  readonly syncConfig?: Record<string, unknown> | null | undefined
}

/** The household's handhelds. */
export class DeviceService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly events: EventLog,
    private readonly box: SecretBox,
  ) {}

  /** Living devices of one person or everybody, oldest first. */
  async list(personId: number | 'all'): Promise<DeviceView[]> {
    const [devices, states] = await Promise.all([
      this.unit.read.devices.list(personId),
      this.unit.read.tokens.statesOfDevices(personId, iso(this.clock.now())),
    ])
    const byDevice = new Map(states.map((state) => [state.deviceId, state]))
    const duplicates = findDuplicates(devices)
    return Promise.all(
      devices.map(async (device) => ({
        device,
        token: byDevice.get(device.id) ?? null,
        duplicateOf: duplicates.get(device.id) ?? null,
        syncConfig: maskedConfig(device.syncConfig),
        hasLostSecret: await hasLostSecret(this.box, device.syncConfig),
      })),
    )
  }

  /** @throws NotFound also for a device the principal may not see. */
  async get(id: string, { principal }: KnownActor): Promise<DeviceView> {
    const device = await visibleDevice(this.unit.read.devices, id, principal)
    return this.view(device)
  }

  /** wire.md 5.4. @throws NotFound; Forbidden for a token bound to another device (W-17). */
  async change(id: string, change: DeviceChange, actor: KnownActor): Promise<DeviceView> {
    const changed = await this.unit.write(async (writers) => {
      const device = await changeableDevice(writers.devices, id, actor.principal)
      const { tokenId } = actor.principal
      // The first device that a token from a pairing code names is its own from then on (design section 4).
      if (tokenId !== null) await bindToFirstDevice(writers, tokenId, device.id, iso(this.clock.now()))
      const { id: deviceId, ...columns } = await this.changed(writers, device, change)
      // A client repeats itself at every start: only what is new is worth a line in the audit list.
      if (isUnchanged({ id: deviceId, ...columns }, device)) return device
      const stamped = { ...columns, updatedAt: iso(this.clock.now()) }
      const after = { ...device, ...stamped }
      await writers.devices.update(deviceId, stamped)
      await writers.activity.append(this.about(actor, 'device.changed', after))
      return after
    })
    this.announce(changed, 'changed')
    return this.view(changed)
  }

  /**
   * Takes a device out: its tokens end at once, its row and history stay (wire.md 5.5 without W-17).
   * @throws NotFound, Forbidden.
   */
  async remove(id: string, actor: KnownActor): Promise<void> {
    const removed = await this.unit.write(async (writers) => {
      const device = await changeableDevice(writers.devices, id, actor.principal)
      // The id of an entry that was merged names the other one only to the machine itself.
      if (device.id !== id && actor.principal.deviceId === null) throw unknownDevice(id)
      const at = iso(this.clock.now())
      // One cause per removal: what an earlier one took from the same device is not this one's to give back.
      const cause = `device:${this.random.uuid()}`
      await writers.tokens.revokeOfDevice(device.id, at, cause)
      await writers.devices.update(device.id, { deletedAt: at, updatedAt: at, deletedWith: cause })
      await writers.sync.endActive(device.id, at)
      await writers.activity.append(this.about(actor, 'device.removed', device))
      return device
    })
    this.announce(removed, 'removed')
  }

  /**
   * Undoes {@link remove}: the device is back, with exactly the tokens that removal took.
   * @throws NotFound; Conflict when something else took its place meanwhile.
   */
  async restore(id: string, actor: KnownActor): Promise<DeviceView> {
    const restored = await this.unit.write(async (writers) => {
      const device = await writers.devices.removed(id)
      const reach = reachOf(actor.principal)
      if (!device || (reach !== 'all' && device.personId !== reach)) throw unknownDevice(id)
      if (device.personId !== actor.principal.person.id) assertConfirmed(actor.principal)
      await assertRestorable(writers, device)
      const revived = { deletedAt: null, deletedWith: null, updatedAt: iso(this.clock.now()) }
      const after = { ...device, ...revived }
      await writers.devices.update(id, revived)
      if (device.deletedWith !== null) await writers.tokens.restoreRevokedWith(device.deletedWith)
      await writers.activity.append(this.about(actor, 'device.restored', after))
      return after
    })
    this.announce(restored, 'added')
    return this.view(restored)
  }

  private async view(device: Device): Promise<DeviceView> {
    const views = await this.list(device.personId)
    const view = views.find((other) => other.device.id === device.id)
    if (!view) throw unknownDevice(device.id)
    return view
  }

  private async changed(
    writers: Writers,
    device: Device,
    { syncConfig, ...change }: DeviceChange,
  ): Promise<Device> {
    const sealed =
      syncConfig && !isEcho(syncConfig, device.syncConfig)
        ? await sealConfig(this.box, syncConfig, device.syncConfig)
        : device.syncConfig
    const wanted = { ...named(change, device), syncConfig: syncConfig === null ? null : sealed }
    const isSameMachine = (['macAddress', 'hostname', 'platform'] as const).every(
      (key) => wanted[key] === device[key],
    )
    return isSameMachine ? wanted : { ...wanted, fingerprint: await freeFingerprint(writers, wanted) }
  }

  private about(
    actor: KnownActor,
    kind: 'device.changed' | 'device.removed' | 'device.restored',
    device: Device,
  ) {
    return activityOf(actor, kind, {
      at: iso(this.clock.now()),
      personId: device.personId,
      subject: device.name,
      subjectId: device.id,
    })
  }

  private announce(device: Device, state: 'added' | 'changed' | 'removed'): void {
    this.events.publish({ type: 'device', id: device.id, state }, { personId: device.personId })
  }
}

/** @throws Conflict in words a person can act on. */
async function assertRestorable({ devices, people }: Writers, device: Device): Promise<void> {
  if (device.mergedInto !== null) {
    throw new Conflict(say('device.merged'))
  }
  if ((await people.byId(device.personId)) === null) {
    throw new Conflict(say('device.personGone'))
  }
  const { clientDeviceIdentifier, fingerprint, personId } = device
  const sameIdentifier =
    clientDeviceIdentifier && (await devices.byIdentifier(personId, clientDeviceIdentifier))
  const sameMachine = fingerprint && (await devices.byFingerprint(personId, fingerprint))
  const successor = [sameIdentifier, sameMachine].find((other) => other && other.deletedAt === null)
  if (successor) {
    throw new Conflict(say('device.successor', { name: successor.name ?? successor.id }))
  }
}

function isUnchanged(after: Device, before: Device): boolean {
  const known = new Map<string, unknown>(Object.entries(before))
  return Object.entries(after).every(([column, value]) => known.get(column) === value)
}

function kept<Value>(value: Value | undefined, known: Value): Value {
  return value === undefined ? known : value
}

/** The device with the columns that the change names. */
function named(change: Omit<DeviceChange, 'syncConfig'>, device: Device): Device {
  return {
    ...device,
    name: kept(change.name, device.name),
    platform: kept(change.platform, device.platform),
    client: kept(change.client, device.client),
    clientVersion: kept(change.clientVersion, device.clientVersion),
    ipAddress: kept(change.ipAddress, device.ipAddress),
    macAddress: kept(change.macAddress, device.macAddress),
    hostname: kept(change.hostname, device.hostname),
    syncMode: change.syncMode ?? device.syncMode,
    syncEnabled: change.syncEnabled ?? device.syncEnabled,
  }
}
