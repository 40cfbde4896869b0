import { expect, test } from 'vitest'
import { layeredSecretBox } from '../../../main/domain/devices/layered-secret-box'
import type { SecretBox } from '../../../main/domain/devices/secret-box'

function box(name: string): SecretBox {
  return {
    seal: (text) => Promise.resolve(`${name}(${text})`),
    open: (sealed) => Promise.resolve(new RegExp(`^${name}\\((.*)\\)$`).exec(sealed)?.[1] ?? null),
  }
}

test('a keychain seals where there is one, and the key file opens what it sealed before', async () => {
  const before = await layeredSecretBox(undefined, box('file')).seal('old')
  const layered = layeredSecretBox(box('chain'), box('file'))
  const sealed = await layered.seal('new')
  expect(sealed).toBe('keychain:chain(new)')
  expect(await layered.open(sealed)).toBe('new')
  expect(await layered.open(before)).toBe('old')
})

test('without the keychain its secrets read as lost, and nothing else tries them', async () => {
  const sealed = await layeredSecretBox(box('chain'), box('file')).seal('new')
  expect(await layeredSecretBox(undefined, box('chain')).open(sealed)).toBeNull()
})
