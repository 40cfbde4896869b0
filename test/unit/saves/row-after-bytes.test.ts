import { createHash } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { SavesWriter } from '../../../main/store/repositories/saves-writer'
import { contents, SavesSystem } from '../../property/saves-system'

const sent = { slot: 'autosave', device: 0, overwrite: false, keep: null }

function sha256(content: number): string {
  return createHash('sha256')
    .update(contents[content] ?? '')
    .digest('hex')
}

test('W-04: when the row cannot be written nothing of the upload stays, and what was there is there', async () => {
  const system = await SavesSystem.open()
  onTestFinished(() => system.close())
  const { blobs } = system.services
  await system.upload({ ...sent, content: 2 })
  const before = await system.versions()
  const failure = vi
    .spyOn(SavesWriter.prototype, 'updateLine')
    .mockRejectedValue(new Error('the disk failed'))
  await expect(system.upload({ ...sent, content: 3 })).rejects.toThrow('the disk failed')
  await expect(system.upload({ ...sent, slot: 'new', content: 3 })).rejects.toThrow('the disk failed')
  // The same bytes as those that are there: they must not go with the upload that failed.
  await expect(system.upload({ ...sent, slot: 'new', content: 2 })).rejects.toThrow('the disk failed')
  // Deleting takes no bytes, so it cannot stop half-way between row and file.
  await expect(system.remove(before)).rejects.toThrow('the disk failed')
  failure.mockRestore()
  expect(await system.versions()).toEqual(before)
  expect([await blobs.has(sha256(2)), await blobs.has(sha256(3))]).toEqual([true, false])
  await system.upload({ ...sent, content: 3 })
  expect(await blobs.has(sha256(3))).toBe(true)
})
