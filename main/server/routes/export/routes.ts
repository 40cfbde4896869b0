import type { Router } from '@koa/router'
import { Readable } from 'node:stream'
import { exportFolder, exportSaves } from '../../../../shared/api/export'
import { iso } from '../../../domain/clock'
import { answered, bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import { attachment } from '../../content-disposition'
import type { Services } from '../../services'
import { presentJob } from '../present-job'
import { whoseThings } from '../whose-things'

/** Saves as files (own.md). */
export function exportRoutes(router: Router<RequestState>, services: Services): void {
  bind(router, exportSaves, async ({ body, context }) => {
    const personId = await whoseThings(services, principalOf(context), body.person)
    const choice = { personId, gameId: body.rom_id ?? null, hasHistory: body.history }
    const zip = await services.exports.zip(choice)
    const day = iso(services.clock.now()).slice(0, 10)
    context.set('Content-Disposition', attachment(`roost-saves-${day}.zip`))
    context.status = 200
    context.body = Readable.from(zip.bytes(), { objectMode: false })
    context.type = 'application/zip'
    context.length = zip.sizeBytes
    return answered
  })

  bind(router, exportFolder, async ({ body, context }) => {
    const personId = await whoseThings(services, principalOf(context), body.person)
    const choice = { personId, gameId: body.rom_id ?? null, hasHistory: body.history }
    return presentJob(await services.folderExports.start(body.path, choice))
  })
}
