import type { MigrationInterface } from 'typeorm'
import { CreateHousehold1795262400000 } from './1795262400000-create-household'

/** Named explicitly, because a bundler may rename classes; the name ends with the timestamp. */
export interface NamedMigration extends MigrationInterface {
  readonly name: string
}

/** Every migration, oldest first. A new one goes to the end; one that was released never changes. */
export const migrations: readonly NamedMigration[] = [new CreateHousehold1795262400000()]
