import { expect, test } from 'vitest'
import { createLog } from '../../../main/log'

const hex = '0123456789abcdef'.repeat(4)

test.each([
  [`rmm_${hex}`],
  [hex],
  [`Bearer rmm_${hex}`],
  ['Basic b3duZXI6Y29ycmVjdCBob3JzZQ=='],
  ['/api/auth/device/pending/K7QXMH3R'],
  ['/pair/device?user_code=K7QXMH3R'],
])('%s never reaches the log, wherever it stands', (secret) => {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => lines.push(line) })
  log.error({ err: new Error(`failed at ${secret}`), nested: { field: secret } }, `message ${secret}`)
  const written = lines.join('')
  expect(written).not.toContain(hex)
  expect(written).not.toContain('K7QXMH3R')
  expect(written).not.toContain('b3duZXI6')
  expect(JSON.parse(written)).toMatchObject({ level: 'error' })
})

test('fields that are named after secrets are emptied', () => {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => lines.push(line) })
  log.info({ user_code: 'K7QXMH3R', password: 'correct horse', body: '{"code":"ABCD"}' }, 'x')
  expect(lines.join('')).not.toMatch(/K7QXMH3R|correct|horse|ABCD/)
})

test('the bytes of a request that a failure carries are not in the log', () => {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => lines.push(line) })
  const bytes = Buffer.from(`Authorization: Bearer rmm_${hex}`)
  const failure = Object.assign(new Error('Parse Error', { cause: { bytes } }), { rawPacket: bytes })
  log.error({ err: failure, nested: { deep: [bytes] } }, 'a connection failed')
  expect(lines.join('')).not.toContain([...Buffer.from(hex)].join(','))
  expect(JSON.parse(lines.join(''))).toMatchObject({
    err: { message: expect.stringContaining('Parse Error') },
  })
})
