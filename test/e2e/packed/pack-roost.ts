import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { declaredExecutable, declaredVersion } from '../../../scripts/setup/electron-path.mjs'
import { appFolder, electronPath } from '../electron/electron-path'

export interface PackedRoost {
  readonly executable: string
  readonly resources: string
}

/**
 * Packs what was built, as `npm run dist` does, but without installers, which need tools from the internet: an unpacked
 * folder around the Electron the tests run in.
 */
export function packRoost(folder: string): PackedRoost {
  const configuration = join(folder, 'electron-builder.yml')
  const written = readFileSync(join(appFolder, 'electron-builder.yml'), 'utf8')
  const isFallback = declaredExecutable() === null
  // The fallback's fuse wire is older and shorter: it has no such fuse to set.
  writeFileSync(
    configuration,
    isFallback ? written.replace(/^ *grantFileProtocolExtraPrivileges:.*\n/m, '') : written,
  )
  const output = join(folder, 'packed')
  const electron = dirname(electronPath())
  execFileSync(
    process.execPath,
    [
      join(appFolder, 'node_modules', 'electron-builder', 'cli.js'),
      '--linux',
      'dir',
      `--config=${configuration}`,
      `-c.electronDist=${electron}`,
      `-c.electronVersion=${isFallback ? fallbackVersion(electron) : declaredVersion()}`,
      '-c.npmRebuild=false',
      `-c.directories.output=${output}`,
    ],
    { cwd: appFolder, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 },
  )
  const resources = join(output, 'linux-unpacked', 'resources')
  // Whoever made the fallback runtime left the address of their own updates in it.
  rmSync(join(resources, 'app-update.yml'), { force: true })
  return { executable: join(output, 'linux-unpacked', 'roost'), resources }
}

function fallbackVersion(folder: string): string {
  const version = /electron-(\d+\.\d+\.\d+)-/.exec(folder)?.[1]
  if (version === undefined) throw new Error(`which Electron is in ${folder}?`)
  return version
}
