import type { z } from 'zod'
import type { updateSave, uploadSave } from '../../../../shared/api/saves'
import type { PendingScreenshot } from '../../../domain/saves/save-intake'
import type { UploadTarget } from '../../../domain/saves/save-uploads'
import type { SaveView } from '../../../domain/saves/save-views'
import { principalOf } from '../../bind'
import type { RequestContext } from '../../context'
import { BadRequest } from '../../errors'
import { isBasic } from '../../middleware/authenticate'
import type { Services } from '../../services'
import { type ReceivedParts, receiveUpload } from './receive-upload'

/** `POST /api/saves`: everything that can be refused without the bytes is, before they are read. */
export async function takeUpload(
  context: RequestContext,
  services: Services,
  query: z.output<typeof uploadSave.query>,
): Promise<SaveView> {
  const isSlotless = isBasic(context) && query.slot === null && query.device_id === null
  const target = await services.uploads.target(principalOf(context), {
    gameId: query.rom_id,
    slot: query.slot,
    emulator: query.emulator,
    deviceId: query.device_id,
    overwrite: query.overwrite,
    keep: query.autocleanup ? query.autocleanup_limit : null,
    isSlotless,
    sessionId: query.session_id,
  })
  const parts = await receiveUpload(context, services)
  if (!parts.save) throw new BadRequest(400, 'No save file was provided')
  return finish(services, target, parts)
}

/** `PUT /api/saves/{id}`: the save of the path is what the upload was made from (design section 6). */
export async function putSave(
  context: RequestContext,
  services: Services,
  id: number,
  query: z.output<typeof updateSave.query>,
): Promise<SaveView> {
  const isSlotless = isBasic(context) && query.device_id === null
  const target = await services.uploads.targetOf(principalOf(context), id, {
    emulator: query.emulator,
    deviceId: query.device_id,
    isSlotless,
  })
  return finish(services, target, await receiveUpload(context, services))
}

async function finish(
  services: Services,
  target: UploadTarget,
  { save, screenshot: checked }: ReceivedParts,
): Promise<SaveView> {
  const { principal, device, request, base } = target
  const asking = { principal, deviceId: device?.id ?? null, isSlotless: request.isSlotless }
  let screenshot: PendingScreenshot | null = null
  try {
    if (checked) screenshot = await services.intake.receivePicture(checked)
    if (save) {
      const version = await services.uploads.accept(target, { save, screenshot })
      return await services.saves.shown(asking, device, version)
    }
    if (!base) throw new BadRequest(400, 'No save file was provided')
    if (screenshot) await services.uploads.picture(target, base.version, screenshot)
    // Nothing was sent, so nothing is noted of the device either (W-08).
    return await services.saves.shown(asking, device, base.version)
  } finally {
    await save?.settle()
    await screenshot?.settle()
  }
}
