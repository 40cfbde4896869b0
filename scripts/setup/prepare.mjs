import './node-version.mjs'
import { installPackages } from './packages.mjs'

/** What every command needs before it can do anything. */
export async function prepare(_needs = {}) {
  await installPackages()
}
