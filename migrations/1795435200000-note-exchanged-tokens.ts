import type { MigrationInterface, QueryRunner } from 'typeorm'

const digit = '[0-9]'
const momentPattern = `${digit.repeat(4)}-${digit.repeat(2)}-${digit.repeat(2)}T${digit.repeat(2)}:${digit.repeat(2)}:${digit.repeat(2)}.${digit.repeat(3)}Z`

/** When a token was last exchanged for a pairing code: while it has no device, it binds to the first one it names. */
export class NoteExchangedTokens1795435200000 implements MigrationInterface {
  readonly name = 'NoteExchangedTokens1795435200000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE client_tokens ADD COLUMN exchanged_at TEXT CHECK (exchanged_at GLOB '${momentPattern}')`,
    )
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Nothing goes back in place: put back the copy made before the update'))
  }
}
