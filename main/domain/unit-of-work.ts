import type { ActivityReader, ActivityWriter } from './activity/activity'
import type { DeviceReader, DeviceWriter } from './devices/device'
import type { HomeReader } from './home/home-facts'
import type { LibraryReader, LibraryWriter } from './library/library-store'
import type { PlayReader, PlayWriter } from './play/play-session'
import type { PersonReader, PersonWriter } from './people/person'
import type { SaveReader, SaveWriter } from './saves/save-line'
import type { SessionReader, SessionWriter } from './sessions/session'
import type { ContentReader } from './storage/named-contents'
import type { StorageReader, StorageWriter } from './storage/stored-sizes'
import type { AccessGrantReader, AccessGrantWriter } from './tokens/access-grant'
import type { InboxReader, InboxWriter } from './sync/inbox-store'
import type { StatusReader } from './sync/status-store'
import type { SyncReader, SyncWriter } from './sync/sync-store'
import type { ClientTokenReader, ClientTokenWriter } from './tokens/client-token'

/** Small facts about this hub, by name. */
export interface SettingReader {
  get(name: string): Promise<string | null>
}

export interface SettingWriter extends SettingReader {
  set(name: string, value: string): Promise<void>
}

export interface Readers {
  readonly people: PersonReader
  readonly devices: DeviceReader
  readonly tokens: ClientTokenReader
  readonly sessions: SessionReader
  readonly settings: SettingReader
  readonly grants: AccessGrantReader
  readonly activity: ActivityReader
  readonly saves: SaveReader
  readonly library: LibraryReader
  readonly sync: SyncReader
  readonly inbox: InboxReader
  readonly syncStatus: StatusReader
  readonly contents: ContentReader
  readonly play: PlayReader
  readonly storage: StorageReader
  readonly home: HomeReader
}

export interface Writers {
  readonly people: PersonWriter
  readonly devices: DeviceWriter
  readonly tokens: ClientTokenWriter
  readonly sessions: SessionWriter
  readonly settings: SettingWriter
  readonly grants: AccessGrantWriter
  readonly activity: ActivityWriter
  readonly saves: SaveWriter
  readonly library: LibraryWriter
  readonly sync: SyncWriter
  readonly inbox: InboxWriter
  readonly play: PlayWriter
  readonly storage: StorageWriter
}

/**
 * The one way to the database. All mutations pass one writer, one at a time, each in one transaction; queries have a
 * connection of their own and never wait for it (design section 3).
 */
export interface UnitOfWork {
  readonly read: Readers
  /**
   * Runs `work` in one transaction. What it throws rolls everything back and is thrown on. When the promise resolves
   * the change is on disk. Must not be called inside `work`: it would wait for itself.
   */
  write<Result>(work: (writers: Writers) => Promise<Result>): Promise<Result>
}
