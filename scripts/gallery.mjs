import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfStale } from './build/build-if-stale.mjs'
import { writeIndex } from './gallery/index-page.mjs'
import { root } from './setup/paths.mjs'
import { prepare } from './setup/prepare.mjs'
import { runCommand, say } from './setup/report.mjs'
import { run } from './setup/run.mjs'

const folder = join(root, 'dist', 'gallery')
const usage = `npm run gallery -- [--only <part of a file's name>] [screen …]

Takes pictures of every screen, state, size, theme and language into dist/gallery/, for example
  npm run gallery -- home devices        these screens, with what is there of others
  npm run gallery -- --only .phone.dark  the pictures whose names contain this`

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help) {
    say(usage)
    return 0
  }
  await prepare({ electron: true, tests: true })
  await buildIfStale()
  if (positionals.length === 0 && values.only === undefined) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const status = await takePictures(positionals, values.only ?? '')
  say(`${await writeIndex(folder)} pictures: ${join(folder, 'index.html')}`)
  return status
})

/**
 * @param {readonly string[]} screens all when empty
 * @param {string} only
 * @returns {Promise<number>} the exit status
 */
async function takePictures(screens, only) {
  const runner = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const config = join(root, 'test', 'gallery', 'gallery.config.ts')
  const chosen = screens.length > 0 ? [`--grep=\\s(${screens.join('|')})$`] : []
  const { status } = await run(process.execPath, [runner, 'test', `--config=${config}`, ...chosen], {
    live: true,
    env: { ...process.env, ROOST_GALLERY: folder, ROOST_GALLERY_ONLY: only },
  })
  return status
}
