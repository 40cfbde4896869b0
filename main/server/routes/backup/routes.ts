import type { Router } from '@koa/router'
import { forgetBackupFolder, setBackupFolder, startBackup, startVerify } from '../../../../shared/api/backup'
import { getMove, moveData, removeOldData } from '../../../../shared/api/move'
import { bind } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentJob } from '../present-job'

/** What keeps saves safe: snapshots, backups, and looking whether all is still as it was (own.md). */
export function backupRoutes(router: Router<RequestState>, { backups, verify, move, jobs }: Services): void {
  bind(router, setBackupFolder, ({ body }) => backups.setFolder(body.folder))

  bind(router, forgetBackupFolder, async () => {
    await backups.forgetFolder()
    return undefined
  })

  bind(router, startBackup, async () => presentJob(await backups.start()))

  bind(router, getMove, () => move.facts())

  bind(router, moveData, async ({ body }) => presentJob(await move.start(body.folder)))

  bind(router, removeOldData, async () => {
    await move.removeOld()
    return undefined
  })

  bind(router, startVerify, () =>
    presentJob(
      jobs.start('verify', async (handle) => {
        await verify.run(handle)
      }),
    ),
  )
}
