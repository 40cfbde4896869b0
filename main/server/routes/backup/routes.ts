import type { Router } from '@koa/router'
import {
  forgetBackupFolder,
  getBackup,
  setBackupFolder,
  type SnapshotFacts,
  startBackup,
  startVerify,
} from '../../../../shared/api/backup'
import { isOwnerPresent } from '../../../domain/identity/principal'
import type { Snapshot } from '../../../domain/storage/snapshots'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentJob } from '../present-job'

/** What keeps saves safe: snapshots, backups, and looking whether all is still as it was (own.md). */
export function backupRoutes(
  router: Router<RequestState>,
  { backups, snapshots, verify, jobs }: Services,
): void {
  bind(router, getBackup, async ({ context }) => ({
    backup: await backups.facts(isOwnerPresent(principalOf(context))),
    snapshots: (await snapshots.list()).map(presentSnapshot),
  }))

  bind(router, setBackupFolder, ({ body }) => backups.setFolder(body.folder))

  bind(router, forgetBackupFolder, async () => {
    await backups.forgetFolder()
    return undefined
  })

  bind(router, startBackup, async () => presentJob(await backups.start()))

  bind(router, startVerify, () =>
    presentJob(
      jobs.start('verify', async (handle) => {
        await verify.run(handle)
      }),
    ),
  )
}

export function presentSnapshot({ name, kind, at, sizeBytes }: Snapshot): SnapshotFacts {
  return { name, kind, at, size_bytes: sizeBytes }
}
