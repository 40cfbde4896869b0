import { expect, test } from 'vitest'
import { readClaim } from '../../../main/domain/sync/client-claim'

function timeSaid(updatedAt: string | number | null): [string | null, number | null] {
  const { claim, time } = readClaim({
    rom_id: 1,
    file_name: 'Game.srm',
    slot: 'autosave',
    updated_at: updatedAt,
  })
  return [claim.at, time]
}

test.each([
  ['2026-03-01T12:00:00.250Z', '2026-03-01T12:00:00.250Z'],
  ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
  ['2026-03-31T12:00:00Z', '2026-03-31T12:00:00.000Z'],
  [' 2026-03-01T12:00:00.25Z ', '2026-03-01T12:00:00.250Z'],
  ['2026-03-01T12:00:00.123456Z', '2026-03-01T12:00:00.123Z'],
  ['2026-03-01T12:00:00', '2026-03-01T12:00:00.000Z'],
  ['2026-03-01T12:00:00+02:00', '2026-03-01T10:00:00.000Z'],
  ['2026-03-01T24:00:00Z', '2026-03-02T00:00:00.000Z'],
  ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
  ['9999-12-28T23:59:59.999Z', '9999-12-28T23:59:59.999Z'],
])('the time %s is %s', (said, at) => {
  expect(timeSaid(said)).toEqual([at, Date.parse(at)])
})

test.each([
  '2026-13-01T12:00:00Z',
  '2026-03-01T12:60:00Z',
  '2026-03-00T12:00:00.000Z',
  '+010000-01-01T00:00:00.000Z',
  '-000001-12-31T23:59:59.999Z',
  'yesterday',
  '',
  1_772_366_400,
  null,
])('%s is no time', (said) => {
  expect(timeSaid(said)).toEqual([null, null])
})
