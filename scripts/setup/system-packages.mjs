import { existsSync } from 'node:fs'
import { chromiumExecutable, playwrightChromium } from './chromium.mjs'
import { findProgram } from './find-program.mjs'
import { SetupError, step } from './report.mjs'
import { run } from './run.mjs'

/**
 * Names per package manager. Where Debian renamed a package for 64-bit time, the first name it has is taken.
 *
 * @typedef {{ apt: readonly string[][], dnf: readonly string[], pacman: readonly string[] }} PackageNames
 * @type {Record<'electron' | 'display' | 'chromium' | 'bus' | 'compiler', PackageNames>}
 */
const packageNames = {
  electron: {
    apt: [
      ['libgtk-3-0t64', 'libgtk-3-0'],
      ['libnss3'],
      ['libasound2t64', 'libasound2'],
      ['libgbm1'],
      ['libxss1'],
    ],
    dnf: ['gtk3', 'nss', 'alsa-lib', 'mesa-libgbm', 'libXScrnSaver'],
    pacman: ['gtk3', 'nss', 'alsa-lib', 'mesa', 'libxss'],
  },
  display: {
    apt: [['xvfb'], ['xauth']],
    dnf: ['xorg-x11-server-Xvfb', 'xorg-x11-xauth'],
    pacman: ['xorg-server-xvfb', 'xorg-xauth'],
  },
  bus: { apt: [['dbus-daemon', 'dbus']], dnf: ['dbus-daemon'], pacman: ['dbus'] },
  chromium: { apt: [['chromium']], dnf: ['chromium'], pacman: ['chromium'] },
  compiler: {
    apt: [['python3'], ['make'], ['g++']],
    dnf: ['python3', 'make', 'gcc-c++'],
    pacman: ['python', 'base-devel'],
  },
}

/** The libraries Electron itself is linked to and a machine without a desktop often lacks. */
const electronLibraries = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1', 'libXss.so.1']

/**
 * Sees to it that this machine has what Electron, and with `tests` also the test runners, need from the system:
 * installs it where that is Debian's or Ubuntu's package manager and we are root, and names the command elsewhere.
 *
 * @param {{ tests: boolean }} needs
 */
export async function installSystemPackages(needs) {
  if (process.platform !== 'linux') return
  const missing = await missingGroups(needs)
  if (missing.length === 0) return
  const mayInstall = process.getuid?.() === 0 && findProgram('apt-get') !== null
  if (mayInstall) {
    await step(`Installing system packages (${missing.join(', ')})`, () => installWithApt(missing))
    if ((await missingGroups(needs)).length === 0) return
  }
  throw new SetupError(
    `This machine lacks system packages (for: ${missing.join(', ')})` +
      `${mayInstall ? ', and installing them did not help' : ''}. To install them:\n` +
      `  ${installCommand(...missing)}\nThe headless hub needs none of them: npm run serve`,
  )
}

/** @typedef {keyof typeof packageNames} Group */

/**
 * @param {{ tests: boolean }} needs
 * @returns {Promise<Group[]>}
 */
async function missingGroups(needs) {
  /** @type {Group[]} */
  const missing = []
  if (!(await hasLibraries())) missing.push('electron')
  if (needs.tests && findProgram('Xvfb') === null) missing.push('display')
  if (needs.tests && findProgram('dbus-daemon') === null) missing.push('bus')
  if (needs.tests && chromiumExecutable() === null && playwrightChromium() === null) missing.push('chromium')
  return missing
}

/** @returns {Promise<boolean>} true also where the linker keeps no list and only trying can tell */
async function hasLibraries() {
  const listing = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((file) => existsSync(file))
  if (listing === undefined) return true
  const { status, output } = await run(listing, ['-p'], { seconds: 10 })
  return status !== 0 || electronLibraries.every((library) => output.includes(`\t${library} `))
}

/** @param {readonly Group[]} groups */
async function installWithApt(groups) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env, seconds: 300 })
  const names = await Promise.all(groups.flatMap((group) => packageNames[group].apt).map(firstAvailable))
  const { status, output } = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
    { env, seconds: 1200 },
  )
  if (status !== 0) {
    throw new SetupError(`apt-get could not install ${names.join(' ')}:\n${output.trimEnd().slice(-2000)}`)
  }
}

/**
 * @param {readonly string[]} alternatives at least one name
 * @returns {Promise<string>} the first this distribution really has: `apt-cache madison` lists no virtual package
 */
async function firstAvailable(alternatives) {
  for (const name of alternatives) {
    const { output } = await run('apt-cache', ['madison', name], { seconds: 30 })
    if (output.includes('|')) return name
  }
  return alternatives.at(-1) ?? ''
}

/**
 * @param {...Group} groups
 * @returns {string} the command a person on this distribution runs to get these
 */
export function installCommand(...groups) {
  const sets = groups.map((group) => packageNames[group])
  if (findProgram('dnf') !== null) return `sudo dnf install ${sets.flatMap(({ dnf }) => dnf).join(' ')}`
  if (findProgram('pacman') !== null) {
    return `sudo pacman -S ${sets.flatMap(({ pacman }) => pacman).join(' ')}`
  }
  const names = sets.flatMap(({ apt }) => apt.map((alternatives) => alternatives.at(-1)))
  return `sudo apt-get install ${names.join(' ')}`
}
