import type { SettingReader, SettingWriter } from '../../domain/unit-of-work'
import type { Connection } from '../connection'
import { settingEntity } from '../entities/setting'

export class Settings implements SettingReader {
  constructor(protected readonly connection: Connection) {}

  async get(name: string): Promise<string | null> {
    const row = await this.connection.run((manager) => manager.findOneBy(settingEntity, { name }))
    return row?.value ?? null
  }
}

export class SettingsWriter extends Settings implements SettingWriter {
  async set(name: string, value: string): Promise<void> {
    await this.connection.run((manager) => manager.upsert(settingEntity, { name, value }, ['name']))
  }
}
