import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect } from 'vitest'
import type { TestHub } from '../helpers/hub'

export const html = '<img src=x onerror=alert(1)>'

/** Every file and folder of the hub: what clients send never becomes a part of a path. */
export async function expectPlainPaths(hub: TestHub): Promise<void> {
  const paths = await readdir(hub.dataFolder, { recursive: true })
  expect(paths.length).toBeGreaterThan(3)
  for (const path of paths) expect(path).toMatch(/^[\w./-]{1,200}$/)
  for (const path of paths) expect(path).not.toMatch(/(?:^|\/)\.\.|passwd|CON|nul|srm/)
  // Nothing came to be beside it either.
  expect((await readdir(dirname(hub.dataFolder))).sort()).toEqual(['data', 'window.sock'])
}
