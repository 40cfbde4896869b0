import { secretMask } from '../../../shared/api/devices'
import type { SecretBox } from './secret-box'

/** Keys whose values are secrets, at whatever depth (W-31). */
const secretKeys = new Set(['ssh_password', 'ssh_key_path'])

type Config = Record<string, unknown>

/** What stands in the database in place of a secret. */
interface Sealed {
  readonly sealed: string
}

/**
 * A configuration as stored: JSON text whose secrets are sealed. A mask that comes back means "unchanged" and keeps
 * what `stored` has at that place, without opening it; where nothing was stored it says nothing and is left out.
 */
export async function sealConfig(box: SecretBox, config: Config, stored: string | null): Promise<string> {
  return JSON.stringify(await sealValue(box, config, parse(stored)))
}

/** A stored configuration as it may leave the hub: every secret that is there shown as the mask. */
export function maskedConfig(stored: string | null): Config | null {
  const config = masked(parse(stored))
  return isObject(config) ? config : null
}

/** Whether a client only sends back what it was shown. */
export function isEcho(config: Config, stored: string | null): boolean {
  return stored !== null && isSame(maskedConfig(stored), config)
}

/** Whether a stored configuration holds a secret that this hub's key cannot open any more. */
export async function hasLostSecret(box: SecretBox, stored: string | null): Promise<boolean> {
  const opened = await Promise.all(sealedIn(parse(stored)).map(({ sealed }) => box.open(sealed)))
  return opened.includes(null)
}

async function sealValue(box: SecretBox, value: unknown, before: unknown): Promise<unknown> {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    return Promise.all(items.map((item, index) => sealValue(box, item, counterpart(items, index, before))))
  }
  if (!isObject(value)) return value
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, item]) => {
      const known = isObject(before) ? before[key] : undefined
      return [key, await (secretKeys.has(key) ? sealSecret(box, item, known) : sealValue(box, item, known))]
    }),
  )
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}

async function sealSecret(box: SecretBox, secret: unknown, before: unknown): Promise<unknown> {
  if (secret === secretMask) return before
  return secret === null ? null : { sealed: await box.seal(JSON.stringify(secret)) }
}

/**
 * Which element of the stored list an element of the new one was: the one that looks the same, else the one at the
 * same place if none came or went. A secret must not wander to another host because a list was shortened.
 */
function counterpart(items: readonly unknown[], index: number, before: unknown): unknown {
  if (!Array.isArray(before)) return undefined
  const candidates: readonly unknown[] = before
  const item = items[index]
  const looksTheSame = (candidate: unknown) => isSame(masked(candidate), item)
  const here = candidates[index]
  if (looksTheSame(here)) return here
  return candidates.find(looksTheSame) ?? (candidates.length === items.length ? here : undefined)
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      secretKeys.has(key) ? (item === null ? null : secretMask) : masked(item),
    ]),
  )
}

function sealedIn(value: unknown): Sealed[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (!secretKeys.has(key)) return sealedIn(item)
    return isObject(item) && typeof item['sealed'] === 'string' ? [{ sealed: item['sealed'] }] : []
  })
}

function parse(stored: string | null): unknown {
  return stored === null ? null : JSON.parse(stored)
}

function isObject(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As JSON: both come from it, so the order of their keys is the client's own. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
