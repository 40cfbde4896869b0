import { expect, it } from 'vitest'
import { ipcNames, ipcSchema } from '../../../shared/ipc'
import { desktopBridge, ipcChannel } from '../../../shared/ipc-bridge'

it('the bridge has exactly the calls of the schema, and passes their arguments on', async () => {
  const calls: unknown[] = []
  const bridge = desktopBridge(
    (name, ...taken) => {
      calls.push([name, taken])
      return Promise.reject(new Error('a double'))
    },
    () => () => undefined,
  )
  expect(new Set(Object.keys(bridge))).toEqual(new Set([...ipcNames, 'listen']))
  await expect(bridge.copyText('K7QX-MH3R')).rejects.toThrow('a double')
  await expect(bridge.desktopInfo()).rejects.toThrow('a double')
  expect(calls).toEqual([
    ['copyText', ['K7QX-MH3R']],
    ['desktopInfo', []],
  ])
})

it('every call has a channel of its own', () => {
  expect(new Set(ipcNames.map(ipcChannel)).size).toBe(ipcNames.length)
})

it('copyText takes one text of at most 10,000 characters', () => {
  const takes = (...taken: unknown[]): boolean => ipcSchema.copyText.arguments.safeParse(taken).success
  expect([takes('x'), takes('x'.repeat(10_000))]).toEqual([true, true])
  expect([takes(), takes(1), takes(null), takes('x', 'y'), takes('x'.repeat(10_001))]).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
})
