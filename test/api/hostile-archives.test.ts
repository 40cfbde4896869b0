import { expect, test } from 'vitest'
import { zipOf } from '../unit/blobs/zip-writer'
import { expectPlainPaths, html } from './hostile-steps'
import { contentOf, handheld, saveOf, savesHub, send, upload } from './saves-steps'
import { stateOf, uploadState } from './states-steps'

const link = { name: 'link', content: Buffer.from('/etc/passwd'), flags: 0 }
test.each([
  ['zip slip', zipOf([{ name: '../../../../tmp/roost-evil', content: Buffer.from('x') }])],
  ['zip slip with a prefix sibling', zipOf([{ name: '../data-evil/x', content: Buffer.from('x') }])],
  ['an absolute path', zipOf([{ name: '/tmp/roost-evil', content: Buffer.from('x') }])],
  ['a drive', zipOf([{ name: 'C:\\evil', content: Buffer.from('x') }])],
  ['a symbolic link', zipOf([link, { name: 'link/x', content: Buffer.from('x') }])],
  ['another root than the game', zipOf([{ name: 'SomeOtherGame/SAVE', content: Buffer.from('x') }])],
  ['twins', zipOf(['A', 'a', 'é'.normalize('NFC'), 'é'.normalize('NFD')].map((name) => ({ name })))],
  ['a NUL in a name', zipOf([{ name: 'a\u0000b' }])],
  ['markup in a name', zipOf([{ name: html }])],
  ['a bomb', zipOf([{ name: 'zeros', content: Buffer.alloc(70 * 1024 * 1024) }])],
])('archives with %s are stored as they are, and never unpacked into a folder', async (_case, zip) => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const { id } = saveOf(
    await upload(hub, pocket.as, { bytes: zip, name: 'save.zip', query: { slot: 'autosave' } }),
  )
  expect(await contentOf(hub, pocket.as, id)).toEqual(zip)
  const state = stateOf(await uploadState(hub, pocket.as, { bytes: zip }))
  expect((await send(hub, pocket.as, 'GET', state.download_path)).bytes).toEqual(zip)
  await expectPlainPaths(hub)
})
