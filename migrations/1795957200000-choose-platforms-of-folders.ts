import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What a person said about the folders in a library folder: JSON, the platform's slug by the folder's name. */
export class ChoosePlatformsOfFolders1795957200000 implements MigrationInterface {
  readonly name = 'ChoosePlatformsOfFolders1795957200000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE library_folders ADD COLUMN platforms TEXT NOT NULL DEFAULT '{}'
        CHECK (json_valid(platforms) AND json_type(platforms) = 'object')`,
    )
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Nothing goes back in place: put back the copy made before the update'))
  }
}
