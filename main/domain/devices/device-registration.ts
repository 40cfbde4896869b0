import type { KnownActor } from '../activity/activity'
import { activityOf } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Conflict } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Random } from '../random'
import { bindToFirstDevice } from '../tokens/device-binding'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { Device, SyncMode } from './device'
import { findMachine, fingerprintOf, pairedMachine } from './machine'
import type { SecretBox } from './secret-box'
import { sealConfig } from './sync-config'
import type { SyncMemory } from './sync-memory'

/** What a client says of its device when it registers it (wire.md 5.2). */
export interface RegistrationInput {
  readonly name: string | null
  readonly platform: string | null
  readonly client: string | null
  readonly clientVersion: string | null
  readonly ipAddress: string | null
  readonly macAddress: string | null
  readonly hostname: string | null
  readonly syncMode: SyncMode
  readonly syncConfig: Record<string, unknown> | null
  readonly allowExisting: boolean
  readonly allowDuplicate: boolean
  readonly resetSyncs: boolean
}

export interface Registered {
  readonly device: Device
  readonly isNew: boolean
}

/** Registration by the client itself: one machine is one entry, however often and however parallel it asks (W-34). */
export class DeviceRegistration {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly events: EventLog,
    private readonly keeping: { readonly box: SecretBox; readonly memory: SyncMemory },
  ) {}

  /**
   * Finds the machine again or makes a new entry, in one transaction.
   * @throws Conflict with the wire's object when it is known and `allowExisting` is off.
   */
  async register(input: RegistrationInput, actor: KnownActor): Promise<Registered> {
    const registered = await this.unit.write(async (writers) => {
      const known = await this.find(writers, input, actor)
      const found = await (known ? this.again(writers, known, input) : this.add(writers, input, actor))
      // One that came from a pairing code is this machine's from now on (design section 4).
      const { tokenId } = actor.principal
      if (tokenId !== null) await bindToFirstDevice(writers, tokenId, found.device.id, iso(this.clock.now()))
      return found
    })
    const { device, isNew } = registered
    this.events.publish(
      { type: 'device', id: device.id, state: isNew ? 'added' : 'changed' },
      { personId: device.personId },
    )
    return registered
  }

  private async find(writers: Writers, input: RegistrationInput, actor: KnownActor): Promise<Device | null> {
    const { principal } = actor
    // A bound token is one machine's: whatever it says, it speaks of the device it is bound to (W-17, W-34).
    // Its row says so, and not the principal: a request beside this one may have bound it just now.
    const token = principal.tokenId === null ? null : await writers.tokens.byId(principal.tokenId)
    if (token && token.deviceId !== null) return writers.devices.byId(token.deviceId)
    if (input.allowDuplicate) return null
    const devices = await writers.devices.list(principal.person.id)
    return (
      findMachine(devices, input) ?? pairedMachine(devices, { ...input, ipAddress: addressOf(input, actor) })
    )
  }

  private async again(writers: Writers, known: Device, input: RegistrationInput): Promise<Registered> {
    if (!input.allowExisting && !input.allowDuplicate) {
      const message = 'A device with this fingerprint already exists'
      throw new Conflict(message, { error: 'device_exists', message, device_id: known.id })
    }
    const at = iso(this.clock.now())
    if (input.resetSyncs) await this.keeping.memory.doubt(writers, known.id, at)
    // Of what is already known nothing changes (wire.md 5.2); a machine that paired before is now told apart for good.
    const learned = {
      macAddress: known.macAddress ?? input.macAddress,
      hostname: known.hostname ?? input.hostname,
    }
    await writers.devices.update(known.id, {
      ...learned,
      lastSeen: at,
      fingerprint: known.fingerprint ?? (await freeFingerprint(writers, { ...known, ...learned })),
    })
    return { device: known, isNew: false }
  }

  private async add(writers: Writers, input: RegistrationInput, actor: KnownActor): Promise<Registered> {
    const at = iso(this.clock.now())
    const device: Device = {
      id: this.random.uuid(),
      personId: actor.principal.person.id,
      name: input.name,
      platform: input.platform,
      client: input.client,
      clientVersion: input.clientVersion,
      ipAddress: addressOf(input, actor),
      macAddress: input.macAddress,
      hostname: input.hostname,
      clientDeviceIdentifier: null,
      syncMode: input.syncMode,
      syncEnabled: true,
      syncConfig: input.syncConfig && (await sealConfig(this.keeping.box, input.syncConfig, null)),
      lastSeen: at,
      // A duplicate that was asked for has no unique key, so that it can live beside the first.
      fingerprint: input.allowDuplicate ? null : fingerprintOf(input),
      clonedAt: null,
      mergedInto: null,
      deletedWith: null,
      createdAt: at,
      updatedAt: at,
      deletedAt: null,
    }
    await writers.devices.insert(device)
    await writers.activity.append(
      activityOf(actor, 'device.registered', {
        at,
        personId: device.personId,
        subject: device.name,
        subjectId: device.id,
      }),
    )
    return { device, isNew: true }
  }
}

/** The fingerprint of a device, unless another living device of the person has it already. */
export async function freeFingerprint(writers: Writers, device: Device): Promise<string | null> {
  const fingerprint = fingerprintOf(device)
  if (fingerprint === null) return null
  const holder = await writers.devices.byFingerprint(device.personId, fingerprint)
  return holder && holder.id !== device.id ? null : fingerprint
}

function addressOf(input: RegistrationInput, { address, principal }: KnownActor): string | null {
  // A request through the window tells nothing about where the device is.
  return input.ipAddress ?? (principal.method === 'window' ? null : address)
}
