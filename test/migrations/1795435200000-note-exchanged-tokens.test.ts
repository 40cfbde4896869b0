import { expect, test } from 'vitest'
import { databaseBefore, migrateTo } from './fixture'

const name = 'NoteExchangedTokens1795435200000'
const at = '2026-01-02T12:00:00.000Z'

const person = { id: 7, username: 'robin', role: 'admin', enabled: 1, created_at: at, updated_at: at }
const token = {
  id: 3,
  person_id: 7,
  name: 'Pocket',
  scopes: 'me.read',
  hash: 'a'.repeat(64),
  last_four: 'aaaa',
  origin: 'manual',
  created_at: at,
  updated_at: at,
}

test('tokens stay, none of them exchanged; only a moment can be noted', async () => {
  const bench = await databaseBefore(name)
  await bench.insert('people', person)
  await bench.insert('client_tokens', token)
  await migrateTo(bench, name)
  expect(await bench.rows('client_tokens')).toMatchObject([{ ...token, exchanged_at: null }])
  await bench.writer.query('UPDATE client_tokens SET exchanged_at = ?', [at])
  await expect(bench.writer.query(`UPDATE client_tokens SET exchanged_at = 'noon'`)).rejects.toThrow(
    'SQLITE_CONSTRAINT',
  )
  expect(await bench.rows('client_tokens')).toMatchObject([{ ...token, exchanged_at: at }])
})
