import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/paths.mjs'

/** The innermost package in a path, from the outermost `node_modules` on. */
const packageFolder = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)/

/**
 * Notes of which packages a bundle is made.
 *
 * @param {Set<string>} folders gets the folder of each, relative to the repository
 * @returns {import('vite').Plugin}
 */
export function notePackages(folders) {
  return {
    name: 'note-packages',
    generateBundle(_options, bundle) {
      // A font that a style sheet names is an asset and no module.
      const assets = Object.values(bundle).flatMap((part) =>
        part.type === 'asset' ? part.originalFileNames : [],
      )
      for (const path of [...this.getModuleIds(), ...assets]) {
        const found = packageFolder.exec(path.replaceAll('\\', '/'))?.[1]
        if (found !== undefined) folders.add(found)
      }
    },
  }
}

/**
 * Writes down whose work is in Roost: what was bundled, and what the database driver brings along.
 *
 * @param {Iterable<string>} bundled folders of packages, relative to the repository
 * @param {string} file
 */
export function writeLicences(bundled, file) {
  const folders = new Set([...bundled, ...runtimePackages()])
  const found = new Map([...folders].flatMap(licenceOf).map((one) => [`${one.name}@${one.version}`, one]))
  const sorted = [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1))
  writeFileSync(file, JSON.stringify(sorted.map(([, licence]) => licence)))
}

/** @returns {string[]} folders of what is installed for running, by the lock file */
function runtimePackages() {
  /** @type {{ packages: Record<string, { dev?: boolean, devOptional?: boolean, optional?: boolean }> }} */
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(lock.packages)
    .filter(([folder, { dev, devOptional, optional }]) => folder !== '' && !dev && !devOptional && !optional)
    .map(([folder]) => folder)
}

/**
 * @param {string} folder
 * @returns {{ name: string, version: string, licence: string, text: string }[]} empty for what is not installed
 */
function licenceOf(folder) {
  const manifest = join(root, folder, 'package.json')
  if (!existsSync(manifest)) return []
  /** @type {{ name: string, version: string, license?: string, licenses?: { type: string }[] }} */
  const { name, version, license, licenses } = JSON.parse(readFileSync(manifest, 'utf8'))
  const licence = license ?? licenses?.[0]?.type ?? 'see its text'
  const files = readdirSync(join(root, folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  const text = files.map((file) => readFileSync(join(root, folder, file), 'utf8').trim()).join('\n\n')
  return [{ name, version, licence, text: text === '' ? licence : text }]
}
