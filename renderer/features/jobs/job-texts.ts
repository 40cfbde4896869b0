import type { TextKey } from '../../locales/text-key'

const running: ReadonlyMap<string, TextKey> = new Map([
  ['scan', 'jobs.scan'],
  ['hash', 'jobs.hash'],
  ['backup', 'jobs.backup'],
  ['verify', 'jobs.verify'],
  ['prune', 'jobs.prune'],
  ['free-space', 'jobs.bin'],
  ['move', 'jobs.move'],
  ['export', 'jobs.export'],
  ['import', 'jobs.import'],
])

/** What a running job does, in a few words; one that is new to this page is just work. */
export function jobText(kind: string): TextKey {
  return running.get(kind) ?? 'jobs.other'
}
