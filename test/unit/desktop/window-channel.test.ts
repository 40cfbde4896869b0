import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { prepareWindowChannel } from '../../../main/desktop/window-channel'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-channel-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe("the window's private door", () => {
  it('lies in a folder of the runtime folder that only its person can enter, until it is removed', () => {
    const channel = prepareWindowChannel('linux', { XDG_RUNTIME_DIR: folder })
    expect(dirname(dirname(channel.path))).toBe(folder)
    expect(statSync(dirname(channel.path)).mode & 0o777).toBe(0o700)
    channel.remove()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is never the same twice', () => {
    const [first, second] = [0, 1].map(() => prepareWindowChannel('win32', {}))
    expect(first?.path).toMatch(/^\\\\\.\\pipe\\roost-[0-9a-f]{32}$/)
    expect(first?.secret).toMatch(/^[0-9a-f]{64}$/)
    expect(first?.path).not.toBe(second?.path)
    expect(first?.secret).not.toBe(second?.secret)
  })

  it.each([
    ['linux', 107],
    ['darwin', 103],
  ] as const)('on %s a path is at most %d bytes, else another folder is taken', (platform, longest) => {
    // The folder of mkdtemp, the name and two separators.
    const added = '/roost-XXXXXX/'.length + 32
    const make = (length: number): string => {
      const made = join(folder, 'é'.repeat(2), 'x'.repeat(length - Buffer.byteLength(join(folder, 'éé')) - 1))
      mkdirSync(made, { recursive: true })
      return made
    }
    const fits = make(longest - added)
    const tooLong = make(longest - added + 1)
    const inside = prepareWindowChannel(platform, { XDG_RUNTIME_DIR: fits })
    const elsewhere = prepareWindowChannel(platform, { XDG_RUNTIME_DIR: tooLong })
    expect(Buffer.byteLength(inside.path)).toBe(longest)
    expect(dirname(dirname(inside.path))).toBe(fits)
    expect(dirname(dirname(elsewhere.path))).toBe(tmpdir())
    inside.remove()
    elsewhere.remove()
  })

  it('goes elsewhere when the runtime folder is not there', () => {
    const channel = prepareWindowChannel('linux', { XDG_RUNTIME_DIR: join(folder, 'none') })
    expect(existsSync(dirname(channel.path))).toBe(true)
    channel.remove()
  })
})
