import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from './domain/clock'
import { type OwnerSetup, setupLifetime } from './domain/people/owner-setup'
import type { Logger } from './log'

/**
 * On a hub without a window where nobody can sign in yet: a one-time link in `<data>/setup-link`, readable by the
 * hub's own account only. Standard error names the path, never the link (cli.md, `--admin`).
 * @returns what removes the link again.
 */
export async function offerSetupLink(
  setup: OwnerSetup,
  dataFolder: string,
  url: string,
  clock: Clock,
  log: Logger,
): Promise<() => Promise<void>> {
  const path = join(dataFolder, 'setup-link')
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
