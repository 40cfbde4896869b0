import type { Router } from '@koa/router'
import {
  changeStateVisibility,
  deleteStates,
  getState,
  listStateIdentifiers,
  listStates,
  stateContent,
  updateState,
  uploadState,
} from '../../../../shared/api/states'
import type { PendingScreenshot } from '../../../domain/saves/save-intake'
import type { SaveView } from '../../../domain/saves/save-views'
import type { StateTarget } from '../../../domain/saves/state-uploads'
import { actorOf } from '../../actor'
import { answered, bind, principalOf } from '../../bind'
import type { RequestContext, RequestState } from '../../context'
import { BadRequest } from '../../errors'
import { sendContent } from '../../send-content'
import type { Services } from '../../services'
import { receiveUpload } from '../saves/receive-upload'
import { presentState } from '../saves/presenter'

/** Saved states of emulators (clients.md 8). */
export function stateRoutes(router: Router<RequestState>, services: Services): void {
  const { states, stateUploads } = services

  bind(router, uploadState, async ({ query, context }) => {
    const target = await stateUploads.target(principalOf(context), query.rom_id, query.emulator)
    return presentState(await received(context, services, target))
  })

  bind(router, listStates, async ({ query, context }) => {
    const filter = { gameId: query.rom_id, platformId: query.platform_id }
    return (await states.list(principalOf(context), filter)).map(presentState)
  })

  bind(router, listStateIdentifiers, async ({ context }) => {
    const views = await states.list(principalOf(context), { gameId: null, platformId: null })
    return views.map(({ version }) => version.id)
  })

  bind(router, deleteStates, async ({ body, context }) => {
    await states.remove(actorOf(context), body.states)
    return body.states
  })

  bind(router, getState, async ({ params, context }) =>
    presentState(await states.get(principalOf(context), params.id)),
  )

  bind(router, stateContent, async ({ params, context }) => {
    const version = await states.readable(principalOf(context), params.id)
    await sendContent(context, services.blobs, {
      sha256: version.sha256,
      sizeBytes: version.sizeBytes,
      fileName: version.fileName,
      missing: 'State file not found on disk',
      modifiedAt: Date.parse(version.updatedAt),
    })
    return answered
  })

  bind(router, updateState, async ({ params, context }) => {
    const target = await stateUploads.targetOf(principalOf(context), params.id)
    return presentState(await received(context, services, target))
  })

  bind(router, changeStateVisibility, async ({ params, body, context }) =>
    presentState(await states.setVisibility(principalOf(context), params.id, body.is_public)),
  )
}

async function received(context: RequestContext, services: Services, target: StateTarget): Promise<SaveView> {
  const { intake, states, stateUploads } = services
  const { save, screenshot: checked } = await receiveUpload(context, services, 'state')
  let screenshot: PendingScreenshot | null = null
  try {
    if (checked) screenshot = await intake.receivePicture(checked)
    if (save) {
      const version = await stateUploads.accept(target, { save, screenshot })
      return await states.get(target.principal, version.id)
    }
    if (!target.base) throw new BadRequest(400, 'No state file was provided')
    if (screenshot) await stateUploads.picture(target, target.base.version, screenshot)
    return await states.get(target.principal, target.base.version.id)
  } finally {
    await save?.settle()
    await screenshot?.settle()
  }
}
