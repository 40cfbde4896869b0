import { retention, type Retention } from '../../../shared/api/storage'
import type { SettingReader, SettingWriter } from '../unit-of-work'

const setting = 'retention'

/** The setting; what cannot be read keeps everything. */
export async function readRetention(settings: SettingReader): Promise<Retention> {
  const stored = await settings.get(setting)
  const parsed = retention.safeParse(stored === null ? null : JSON.parse(stored))
  return parsed.success ? parsed.data : { keep: 'everything' }
}

/** For use inside a transaction. */
export async function writeRetention(settings: SettingWriter, chosen: Retention): Promise<void> {
  await settings.set(setting, JSON.stringify(chosen))
}
