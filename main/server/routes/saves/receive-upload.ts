import type { Readable } from 'node:stream'
import { say } from '../../../../shared/sentences/say'
import { uploadLimits } from '../../../../shared/api/saves'
import { ContentTooLarge } from '../../../domain/saves/blob-store-errors'
import { type CheckedScreenshot, checkScreenshot } from '../../../domain/saves/screenshot'
import type { Pending } from '../../../domain/saves/save-intake'
import type { RequestContext } from '../../context'
import { BadRequest } from '../../errors'
import { announcedLength, noFileName, readMultipart } from '../../multipart'
import type { Services } from '../../services'

/** The parts of an upload: the save stored durably, the picture looked at (W-74). */
export interface ReceivedParts {
  readonly save: Pending | null
  readonly screenshot: CheckedScreenshot | null
}

/** Streams an upload into the store. Whatever goes wrong, nothing of it stays. */
export async function receiveUpload(
  context: RequestContext,
  services: Services,
  what: 'save' | 'state' = 'save',
): Promise<ReceivedParts> {
  let save: Pending | null = null
  let screenshot: CheckedScreenshot | null = null
  const limit = uploadLimits.save + uploadLimits.screenshot
  // Before the body is asked for: what it says it has is known by then.
  await services.disk.assertRoom(announcedLength(context, limit))
  try {
    await readMultipart(
      context,
      {
        [`${what}File`]: async (stream, fileName) => {
          const name = named(fileName, `${what}File`)
          save = await within(what === 'save' ? 'Save' : 'State', () =>
            services.intake.receive(stream, name, uploadLimits.save, true),
          )
        },
        screenshotFile: async (stream, fileName) => {
          const name = named(fileName, 'screenshotFile')
          screenshot = checkScreenshot(await within('Screenshot', () => bytesOf(stream)), name)
        },
      },
      limit,
    )
    return { save, screenshot }
  } catch (error) {
    await settle(save)
    throw error
  }
}

async function settle(save: Pending | null): Promise<void> {
  await save?.settle()
}

function named(fileName: string | undefined, field: string): string {
  if (!fileName) throw new BadRequest(400, noFileName(field))
  return fileName
}

const tooLarge = {
  Save: 'upload.saveTooLarge',
  State: 'upload.stateTooLarge',
  Screenshot: 'upload.pictureTooLarge',
} as const

async function within<Result>(what: keyof typeof tooLarge, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ContentTooLarge)) throw error
    throw new BadRequest(413, say(tooLarge[what], { bytes: error.limit }))
  }
}

/** A picture is small enough to be looked at whole. */
async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (length > uploadLimits.screenshot) throw new ContentTooLarge(uploadLimits.screenshot)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
