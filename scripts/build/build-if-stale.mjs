import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashInputs } from './inputs.mjs'
import { writeLicences } from './licences.mjs'
import { root } from '../setup/paths.mjs'
import { say, step } from '../setup/report.mjs'

const stampFile = join(root, 'dist', 'build-stamp')

/**
 * Builds page, main process and simulator into dist/, or does nothing when no input has changed since the last build.
 *
 * @param {{ force?: boolean }} [options]
 */
export async function buildIfStale(options = {}) {
  const inputs = hashInputs()
  if (!options.force && readStamp() === inputs) return
  await step('Building', buildAll)
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, inputs)
}

/** What is in dist/ is about to become something that nobody should be given: the next command builds anew. */
export function forgetBuild() {
  rmSync(stampFile, { force: true })
}

async function buildAll() {
  // Loaded here because Vite is not installed yet when the set-up that calls this file starts.
  const { buildNodeBundle, buildPage, nodeBundles, pageExists, presentEntries } =
    await import('./targets.mjs')
  /** @type {Set<string>} */
  const packages = new Set()
  for (const built of [
    'build-stamp',
    'main',
    'renderer',
    'simulator.cjs',
    'simulator.cjs.map',
    'bench.cjs',
    'bench.cjs.map',
  ]) {
    rmSync(join(root, 'dist', built), { recursive: true, force: true })
  }
  if (pageExists()) await buildPage(packages)
  else say('  no renderer/index.html yet: no page built')
  for (const bundle of nodeBundles) {
    const present = presentEntries(bundle)
    for (const [name, source] of Object.entries(bundle.entries)) {
      if (!(name in present)) say(`  no ${source} yet: skipped`)
    }
    if (Object.keys(present).length === 0) continue
    // The simulator and the benchmarks are not shipped.
    await buildNodeBundle(bundle, bundle.folder === 'main' ? { packages } : {})
  }
  if (pageExists()) writeLicences(packages, join(root, 'dist', 'renderer', 'licences.json'))
}

/** @returns {string | null} */
function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return null
  }
}
