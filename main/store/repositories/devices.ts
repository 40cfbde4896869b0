import { IsNull, Not } from 'typeorm'
import type { Device, DeviceReader, DeviceWriter } from '../../domain/devices/device'
import type { Connection } from '../connection'
import { deviceEntity } from '../entities/device'
import { Table } from './table'

const table = new Table(deviceEntity)

const living = { deletedAt: IsNull() }

export class Devices implements DeviceReader {
  constructor(protected readonly connection: Connection) {}

  byId(id: string): Promise<Device | null> {
    const { remembered } = this.connection
    const find = () => table.first(this.connection, 'id = ? AND deleted_at IS NULL', [id])
    return remembered === null ? find() : remembered.devices.recall(id, find)
  }

  byIdentifier(personId: number, identifier: string): Promise<Device | null> {
    return this.connection.run((manager) =>
      manager.findOne(deviceEntity, {
        where: { personId, clientDeviceIdentifier: identifier },
        order: { deletedAt: { direction: 'DESC', nulls: 'FIRST' } },
      }),
    )
  }

  removed(id: string): Promise<Device | null> {
    return this.connection.run((manager) => manager.findOneBy(deviceEntity, { id, deletedAt: Not(IsNull()) }))
  }

  byFingerprint(personId: number, fingerprint: string): Promise<Device | null> {
    return this.connection.run((manager) =>
      manager.findOneBy(deviceEntity, { ...living, personId, fingerprint }),
    )
  }

  removedWith(deletedWith: string): Promise<Device[]> {
    return this.connection.run((manager) => manager.findBy(deviceEntity, { deletedWith }))
  }

  list(personId: number | 'all'): Promise<Device[]> {
    return this.connection.run((manager) =>
      manager.find(deviceEntity, {
        where: personId === 'all' ? living : { ...living, personId },
        order: { createdAt: 'ASC', id: 'ASC' },
      }),
    )
  }

  count(): Promise<number> {
    return this.connection.run((manager) => manager.countBy(deviceEntity, living))
  }
}

export class DevicesWriter extends Devices implements DeviceWriter {
  async insert(device: Device): Promise<void> {
    await this.connection.run((manager) => manager.insert(deviceEntity, device))
  }

  async update(id: string, change: Partial<Omit<Device, 'id'>>): Promise<void> {
    const { lastSeen, ...others } = change
    const isSighting = typeof lastSeen === 'string' && Object.keys(others).length === 0
    if (isSighting && this.connection.leave({ seen: { deviceId: id, at: lastSeen } })) return
    await table.update(this.connection, id, change)
  }
}
