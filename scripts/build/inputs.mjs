import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/paths.mjs'

/** Everything that can change what the build makes. */
const inputs = [
  'shared',
  'main',
  'renderer',
  'migrations',
  'test/simulator',
  'test/bench',
  'test/crash/hub',
  'test/helpers',
  'scripts/build',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

/** @returns {string} a hash over names and contents of all inputs */
export function hashInputs() {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap(filesBelow)) {
    hash.update(`${file}\0`)
    hash.update(readFileSync(join(root, file)))
    hash.update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} path relative to the root
 * @returns {string[]} the files at or below it, in a stable order; none when it does not exist
 */
function filesBelow(path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (found === undefined) return []
  if (found.isFile()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(`${path}/${name}`))
}
