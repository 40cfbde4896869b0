import type { MigrationInterface } from 'typeorm'
import { AddActivityAndGrants1795348800000 } from './1795348800000-add-activity-and-grants'
import { CreateLibrary1795521600000 } from './1795521600000-create-library'
import { CreateHousehold1795262400000 } from './1795262400000-create-household'
import { CreatePlaySessions1795953600000 } from './1795953600000-create-play-sessions'
import { CreateSaves1795608000000 } from './1795608000000-create-saves'
import { CreateSync1795694400000 } from './1795694400000-create-sync'
import { ChoosePlatformsOfFolders1795957200000 } from './1795957200000-choose-platforms-of-folders'
import { NoteExchangedTokens1795435200000 } from './1795435200000-note-exchanged-tokens'

/** Named explicitly, because a bundler may rename classes; the name ends with the timestamp. */
export interface NamedMigration extends MigrationInterface {
  readonly name: string
}

/** Every migration, oldest first. A new one goes to the end; one that was released never changes. */
export const migrations: readonly NamedMigration[] = [
  new CreateHousehold1795262400000(),
  new AddActivityAndGrants1795348800000(),
  new NoteExchangedTokens1795435200000(),
  new CreateLibrary1795521600000(),
  new CreateSaves1795608000000(),
  new CreateSync1795694400000(),
  new CreatePlaySessions1795953600000(),
  new ChoosePlatformsOfFolders1795957200000(),
]
