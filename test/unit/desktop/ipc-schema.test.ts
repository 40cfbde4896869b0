import { expect, it } from 'vitest'
import { ipcSchema } from '../../../shared/ipc'
import type { IpcName } from '../../../shared/ipc'
import { desktopBridge, ipcChannel } from '../../../shared/ipc-bridge'

it('the bridge has exactly the calls of the schema, and passes their arguments on', async () => {
  const calls: unknown[] = []
  const bridge = desktopBridge((name, ...taken) => {
    calls.push([name, taken])
    return Promise.reject(new Error('a double'))
  })
  expect(Object.keys(bridge).sort()).toEqual(Object.keys(ipcSchema).sort())
  await expect(bridge.copyText('K7QX-MH3R')).rejects.toThrow('a double')
  await expect(bridge.desktopInfo()).rejects.toThrow('a double')
  expect(calls).toEqual([
    ['copyText', ['K7QX-MH3R']],
    ['desktopInfo', []],
  ])
})

it('every call has a channel of its own', () => {
  const names: IpcName[] = ['copyText', 'desktopInfo']
  expect(new Set(names.map(ipcChannel)).size).toBe(names.length)
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
