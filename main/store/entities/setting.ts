import { EntitySchema } from 'typeorm'

export interface SettingRow {
  readonly name: string
  readonly value: string
}

export const settingEntity = new EntitySchema<SettingRow>({
  name: 'setting',
  tableName: 'settings',
  columns: {
    name: { type: 'text', primary: true },
    value: { type: 'text' },
  },
})
