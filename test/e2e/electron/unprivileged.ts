import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, cpSync, mkdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { appFolder, electronPath } from './electron-path'

/** The user who owns nothing, on Debian and most others. */
const nobody = 65_534

/** Starts what follows as that user, without a group or a capability of ours. */
export const asNobody: readonly string[] = [
  'setpriv',
  `--reuid=${nobody}`,
  `--regid=${nobody}`,
  '--clear-groups',
  '--inh-caps=-all',
]

/** Why a test that changes its user cannot run here; null when it can. */
export function whyNotUnprivileged(): string | null {
  if (process.getuid?.() !== 0) return 'needs root'
  return spawnSync('setpriv', ['--version']).error === undefined ? null : 'needs setpriv (package util-linux)'
}

export interface UnprivilegedHome {
  readonly env: Readonly<Record<string, string>>
  readonly app: string
  readonly electron: string
}

/** Gives nobody a home, the right to use the display, and copies of what that user could not read where it is. */
export function prepareNobody(folder: string): UnprivilegedHome {
  chmodSync(folder, 0o755)
  const home = join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  chownSync(home, nobody, nobody)
  const env = { HOME: home, ...displayAccess(home) }
  return { env, app: readableApp(folder), electron: readableElectron(folder) }
}

/** A display with access control lets in who holds its cookie. */
function displayAccess(home: string): Record<string, string> {
  const authority = process.env['XAUTHORITY']
  if (authority === undefined) return {}
  const copied = join(home, '.Xauthority')
  copyFileSync(authority, copied)
  chownSync(copied, nobody, nobody)
  return { XAUTHORITY: copied }
}

function isReadable(path: string): boolean {
  const [program = '', ...rest] = asNobody
  return spawnSync(program, [...rest, 'test', '-r', path]).status === 0
}

function readableElectron(folder: string): string {
  const executable = electronPath()
  if (isReadable(executable)) return executable
  const copy = join(folder, 'electron')
  cpSync(dirname(executable), copy, { recursive: true })
  return join(copy, basename(executable))
}

/** The built app with the packages it needs at run time, as an installer would pack it. */
function readableApp(folder: string): string {
  if (isReadable(join(appFolder, 'dist', 'main', 'index.cjs'))) return appFolder
  const copy = join(folder, 'app')
  const listed = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
    cwd: appFolder,
    encoding: 'utf8',
  })
  const packages = listed.split('\n').filter((path) => path.includes('node_modules'))
  for (const path of [join(appFolder, 'package.json'), join(appFolder, 'dist'), ...packages]) {
    cpSync(path, join(copy, relative(appFolder, path)), { recursive: true, dereference: true })
  }
  return copy
}
