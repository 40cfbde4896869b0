import type { Router } from '@koa/router'
import {
  changeSaveVisibility,
  confirmDownload,
  deleteSaves,
  getSave,
  listSaveIdentifiers,
  listSaves,
  saveContent,
  saveSummary,
  screenshotContent,
  trackSave,
  untrackSave,
  updateSave,
  uploadSave,
} from '../../../../shared/api/saves'
import type { Asking } from '../../../domain/saves/save-service'
import { actorOf } from '../../actor'
import { answered, bind, principalOf } from '../../bind'
import type { RequestContext, RequestState } from '../../context'
import type { Services } from '../../services'
import { sendContent } from '../../send-content'
import { isBasic } from '../../middleware/authenticate'
import { presentSave } from './presenter'
import { putSave, takeUpload } from './upload'

/** wire.md section 6. */
export function saveRoutes(router: Router<RequestState>, services: Services): void {
  const { saves } = services

  bind(router, uploadSave, async ({ query, context }) =>
    presentSave(await takeUpload(context, services, query)),
  )

  bind(router, listSaves, async ({ query, context }) => {
    const views = await saves.list(asking(context, query), {
      gameId: query.rom_id,
      platformId: query.platform_id,
      slot: query.slot,
    })
    return views.map(presentSave)
  })

  bind(router, listSaveIdentifiers, async ({ context }) => {
    const everything = { gameId: null, platformId: null, slot: null }
    const views = await saves.list(asking(context, { device_id: null }), everything)
    return views.map(({ version }) => version.id)
  })

  bind(router, saveSummary, async ({ query, context }) => {
    const { total, slots } = await saves.summary(asking(context, query), query.rom_id)
    return {
      total_count: total,
      slots: slots.map(({ slot, count, latest }) => ({ slot, count, latest: presentSave(latest) })),
    }
  })

  bind(router, deleteSaves, async ({ body, context }) => {
    await saves.remove(actorOf(context), body.saves)
    return body.saves
  })

  bind(router, getSave, async ({ params, query, context }) =>
    presentSave(await saves.get(asking(context, query), params.id)),
  )

  bind(router, updateSave, async ({ params, query, context }) =>
    presentSave(await putSave(context, services, params.id, query)),
  )

  bind(router, changeSaveVisibility, async ({ params, body, context }) =>
    presentSave(await saves.setVisibility(asking(context, { device_id: null }), params.id, body.is_public)),
  )

  bind(router, confirmDownload, async ({ params, body, context }) =>
    presentSave(await saves.confirm(principalOf(context), params.id, body.device_id)),
  )

  bind(router, trackSave, async ({ params, body, context }) =>
    presentSave(await saves.track(principalOf(context), params.id, body.device_id, true)),
  )

  bind(router, untrackSave, async ({ params, body, context }) =>
    presentSave(await saves.track(principalOf(context), params.id, body.device_id, false)),
  )

  contentRoutes(router, services)
}

function contentRoutes(router: Router<RequestState>, { saves, blobs }: Services): void {
  bind(router, saveContent, async ({ params, query, context }) => {
    const { version, fileName, device } = await saves.readable(asking(context, query), params.id)
    const sent = {
      sha256: version.sha256,
      sizeBytes: version.sizeBytes,
      fileName,
      missing: 'Save file not found on disk',
      modifiedAt: Date.parse(version.updatedAt),
    }
    await sendContent(context, blobs, sent, () => {
      if (!device) return
      const delivery = { device, version, sessionId: query.session_id, isOptimistic: query.optimistic }
      saves.delivered(delivery).catch((error: unknown) => {
        context.state.log.error({ err: error }, 'a download could not be noted')
      })
    })
    return answered
  })

  bind(router, screenshotContent, async ({ params, context }) => {
    const screenshot = await saves.screenshot(principalOf(context), params.id)
    await sendContent(context, blobs, {
      sha256: screenshot.sha256,
      sizeBytes: screenshot.sizeBytes,
      fileName: screenshot.fileName,
      missing: 'Screenshot file not found on disk',
      modifiedAt: Date.parse(screenshot.createdAt),
      type: screenshot.type,
    })
    return answered
  })
}

/** A caller that neither names a slot nor a device, and shows its credential by Basic (design section 6). */
export function asking(
  context: RequestContext,
  query: { readonly device_id: string | null; readonly slot?: string | null },
): Asking {
  return {
    principal: principalOf(context),
    deviceId: query.device_id,
    isSlotless: isBasic(context) && query.device_id === null && (query.slot ?? null) === null,
  }
}
