import type { Router } from '@koa/router'
import { say } from '../../../../shared/sentences/say'
import {
  changeVersion,
  listLines,
  listVersions,
  restoreVersion,
  versionContent,
} from '../../../../shared/api/versions'
import { actorOf } from '../../actor'
import { answered, bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import { sendContent } from '../../send-content'
import type { Services } from '../../services'
import { presentLine, presentVersion } from './presenter'

/** The history of saves (own.md). */
export function versionRoutes(router: Router<RequestState>, services: Services): void {
  const { versions, people } = services

  bind(router, listLines, async ({ query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    return (await versions.lines(id, query.rom_id ?? null)).map(presentLine)
  })

  bind(router, listVersions, async ({ params, query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    const page = { before: query.before ?? null, limit: query.limit }
    return (await versions.versions(id, params.id, page)).map(presentVersion)
  })

  bind(router, versionContent, async ({ params, query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    const version = await versions.readable(id, params.id)
    await sendContent(context, services.blobs, {
      sha256: version.sha256,
      sizeBytes: version.sizeBytes,
      fileName: version.fileName,
      missing: say('version.notOnDisk'),
      modifiedAt: Date.parse(version.updatedAt),
    })
    return answered
  })

  bind(router, restoreVersion, async ({ params, query, body, context }) => {
    const { id } = await people.actingFor(principalOf(context), query.person)
    return presentVersion(await versions.restore(id, params.id, body.head, actorOf(context)))
  })

  bind(router, changeVersion, async ({ params, query, body, context }) => {
    const { id } = await people.actingFor(principalOf(context), query.person)
    return presentVersion(await versions.change(id, params.id, body))
  })
}
