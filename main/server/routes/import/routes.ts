import type { Router } from '@koa/router'
import {
  forgetImport,
  getImport,
  importLimits,
  lookAtImport,
  lookAtImportZip,
  runImport,
} from '../../../../shared/api/import'
import { Forbidden } from '../../../domain/errors'
import { isOwnerPresent, type Principal } from '../../../domain/identity/principal'
import type { ImportFor, ImportView } from '../../../domain/import/import-service'
import { actorOf } from '../../actor'
import { bind, principalOf } from '../../bind'
import type { RequestContext, RequestState } from '../../context'
import { BadRequest } from '../../errors'
import { announcedLength, readMultipart } from '../../multipart'
import type { Services } from '../../services'
import { untilGone } from '../../until-gone'
import { presentJob } from '../present-job'
import { presentImport } from './presenter'

/** Saves that come from files (design section 6): looked at, then taken in. */
export function importRoutes(router: Router<RequestState>, services: Services): void {
  const { imports } = services

  bind(router, lookAtImport, async ({ body, context }) => {
    const target = await targetOf(services, principalOf(context), body.person)
    return presentImport(await imports.folder(body.source, target, untilGone(context)), {})
  })

  bind(router, lookAtImportZip, async ({ query, context }) => {
    const target = await targetOf(services, principalOf(context), query.person)
    return presentImport(await archiveOf(context, services, target), {})
  })

  bind(router, getImport, ({ params, query, context }) =>
    presentImport(imports.get(params.id, askerOf(context)), query),
  )

  bind(router, runImport, async ({ params, body, context }) => {
    const files = new Map(
      body.files.map(({ file, rom_id: gameId = null, newest = null, take: isTaken }) => [
        file,
        { gameId, newest, isTaken },
      ]),
    )
    return presentJob(await imports.run(params.id, { newest: body.newest, files }, actorOf(context)))
  })

  bind(router, forgetImport, async ({ params, context }) => {
    await imports.forget(params.id, askerOf(context))
    return undefined
  })
}

function askerOf(context: RequestContext): number {
  return principalOf(context).person.id
}

/** Whose it becomes, and whether its games may be added: that is the owner's to do. @throws Forbidden, NotFound. */
async function targetOf(
  { people }: Services,
  principal: Principal,
  person: number | 'all' | undefined,
): Promise<ImportFor> {
  const common = { askerId: principal.person.id, mayAddGames: principal.scopes.includes('roms.write') }
  if (person !== 'all') {
    const { id, username } = await people.actingFor(principal, person)
    return { ...common, receivers: [{ id, name: username }], isByName: false }
  }
  if (!isOwnerPresent(principal)) throw new Forbidden()
  const everybody = (await people.list()).filter(({ enabled }) => enabled)
  const receivers = everybody.map(({ id, username }) => ({ id, name: username }))
  return { ...common, receivers, isByName: true }
}

async function archiveOf(
  context: RequestContext,
  { imports, disk }: Services,
  target: ImportFor,
): Promise<ImportView> {
  const views: ImportView[] = []
  await disk.assertRoom(announcedLength(context, importLimits.zip))
  const signal = untilGone(context)
  await readMultipart(
    context,
    {
      file: async (stream, name) => {
        views.push(await imports.archive(stream, name ?? 'archive.zip', target, signal))
      },
    },
    importLimits.zip,
  )
  const [view] = views
  if (!view) throw new BadRequest(400, 'No archive was sent in the part `file`')
  return view
}
