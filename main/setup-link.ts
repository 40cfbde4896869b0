import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from './domain/clock'
import { type OwnerSetup, setupLifetime } from './domain/people/owner-setup'
import type { Logger } from './log'

interface SetupLinkOptions {
  readonly folder: string
  /** Where the page is reached. */
  readonly url: string
  readonly clock: Clock
  readonly log: Logger
}

/**
 * On a hub without a window where nobody can sign in yet: a one-time link in `<data>/setup-link`, readable by the
 * hub's own account only. Standard error names the path, never the link (cli.md, `--admin`).
 * @returns what removes the link again.
 */
export async function offerSetupLink(
  setup: OwnerSetup,
  { folder, url, clock, log }: SetupLinkOptions,
): Promise<() => Promise<void>> {
  const path = join(folder, 'setup-link')
  const remove = () => rm(path, { force: true })
  await remove()
  if (await setup.isComplete()) return remove
  await writeFile(path, `${url}/setup#${setup.createSecret()}\n`, { mode: 0o600 })
  const cancel = clock.after(setupLifetime, () => {
    remove().catch((error: unknown) =>
      log.warn({ err: error }, 'the used-up set-up link could not be removed'),
    )
  })
  log.warn({ path }, 'nobody can sign in yet: open the one-time link in this file; it works for 30 minutes')
  return () => {
    cancel()
    return remove()
  }
}
