import type { Readers, Writers } from '../../domain/unit-of-work'
import type { Connection } from '../connection'
import { AccessGrants, AccessGrantsWriter } from './access-grants'
import { Activities, ActivitiesWriter } from './activities'
import { ClientTokens, ClientTokensWriter } from './client-tokens'
import { NamedContents } from './contents'
import { Devices, DevicesWriter } from './devices'
import { Inbox, InboxWriting } from './inbox'
import { HomeCounts } from './home'
import { Library } from './library'
import { LibraryWriting } from './library-writer'
import { PlaySessions, PlaySessionsWriter } from './play-sessions'
import { People, PeopleWriter } from './people'
import { Saves } from './saves'
import { SavesWriter } from './saves-writer'
import { Sessions, SessionsWriter } from './sessions'
import { Sync } from './sync'
import { SyncStatuses } from './sync-status'
import { SyncWriting } from './sync-writer'
import { Settings, SettingsWriter } from './settings'
import { StorageSizes } from './storage'
import { StorageBytes } from './storage-writer'

export function readersOn(connection: Connection): Readers {
  return {
    people: new People(connection),
    devices: new Devices(connection),
    tokens: new ClientTokens(connection),
    sessions: new Sessions(connection),
    settings: new Settings(connection),
    grants: new AccessGrants(connection),
    activity: new Activities(connection),
    saves: new Saves(connection),
    library: new Library(connection),
    sync: new Sync(connection),
    inbox: new Inbox(connection),
    syncStatus: new SyncStatuses(connection),
    contents: new NamedContents(connection),
    play: new PlaySessions(connection),
    storage: new StorageSizes(connection),
    home: new HomeCounts(connection),
  }
}

export function writersOn(connection: Connection): Writers {
  return {
    people: new PeopleWriter(connection),
    devices: new DevicesWriter(connection),
    tokens: new ClientTokensWriter(connection),
    sessions: new SessionsWriter(connection),
    settings: new SettingsWriter(connection),
    grants: new AccessGrantsWriter(connection),
    activity: new ActivitiesWriter(connection),
    saves: new SavesWriter(connection),
    library: new LibraryWriting(connection),
    sync: new SyncWriting(connection),
    inbox: new InboxWriting(connection),
    play: new PlaySessionsWriter(connection),
    storage: new StorageBytes(connection),
  }
}
