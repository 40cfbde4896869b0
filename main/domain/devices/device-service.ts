import { type Clock, iso } from '../clock'
import { NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { ClientToken } from '../tokens/client-token'
import type { UnitOfWork } from '../unit-of-work'
import type { Device } from './device'

/** A device with the tokens that let it in. */
export interface DeviceWithTokens {
  readonly device: Device
  readonly tokens: readonly ClientToken[]
}

/** The household's handhelds. */
export class DeviceService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {}

  /** Living devices of one person or everybody, oldest first. */
  async list(personId: number | 'all'): Promise<DeviceWithTokens[]> {
    const [devices, tokens] = await Promise.all([
      this.unit.read.devices.list(personId),
      this.unit.read.tokens.list(personId),
    ])
    const byDevice = new Map<string, ClientToken[]>()
    for (const token of tokens) {
      if (token.deviceId === null) continue
      const group = byDevice.get(token.deviceId)
      if (group) group.push(token)
      else byDevice.set(token.deviceId, [token])
    }
    return devices.map((device) => ({ device, tokens: byDevice.get(device.id) ?? [] }))
  }

  /**
   * Takes a device out: its tokens end at once, its row and history stay (wire.md 5.5 without W-17).
   * @param personId whose device it must be, or `all` for an owner.
   * @throws NotFound also for somebody else's device.
   */
  async remove(id: string, personId: number | 'all'): Promise<void> {
    const at = iso(this.clock.now())
    const owner = await this.unit.write(async (writers) => {
      const device = await writers.devices.byId(id)
      if (!device || (personId !== 'all' && device.personId !== personId)) {
        throw new NotFound(`Device with ID ${id} not found`)
      }
      await writers.tokens.revokeOfDevice(id, at, `device:${id}`)
      await writers.devices.update(id, { deletedAt: at, updatedAt: at })
      return device.personId
    })
    this.events.publish({ type: 'device', id, state: 'removed' }, { personId: owner })
  }
}
