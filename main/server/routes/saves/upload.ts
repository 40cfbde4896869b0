import type { z } from 'zod'
import type { updateSave, uploadSave } from '../../../../shared/api/saves'
import type { Pending, PendingScreenshot } from '../../../domain/saves/save-intake'
import type { Version } from '../../../domain/saves/save-line'
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
  const { principal, device, request } = target
  const asking = { principal, deviceId: device?.id ?? null, isSlotless: request.isSlotless }
  let screenshot: PendingScreenshot | null = null
  let version: Version
  try {
    if (checked) screenshot = await services.intake.receivePicture(checked)
    version = await keep(services, target, save, screenshot)
  } catch (error) {
    await settle([save, screenshot])
    throw error
  }
  const [view] = await Promise.all([
    services.saves.shown(asking, device, version),
    // What is answered as the save is a row that has these bytes, and most often the one that was just written.
    save?.settle(version.sha256 === save.sha256 && version.bytesDroppedAt === null),
    screenshot?.settle(),
  ])
  return view
}

async function keep(
  { uploads }: Services,
  target: UploadTarget,
  save: Pending | null,
  screenshot: PendingScreenshot | null,
): Promise<Version> {
  if (save) return uploads.accept(target, { save, screenshot })
  const { base } = target
  if (!base) throw new BadRequest(400, 'No save file was provided')
  if (screenshot) await uploads.picture(target, base.version, screenshot)
  // Nothing was sent, so nothing is noted of the device either (W-08).
  return base.version
}

async function settle(pending: readonly (Pending | PendingScreenshot | null)[]): Promise<void> {
  for (const each of pending) await each?.settle()
}
