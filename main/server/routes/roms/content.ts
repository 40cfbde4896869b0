import type { Router } from '@koa/router'
import { Readable } from 'node:stream'
import { getRomContent, getRomFileContent } from '../../../../shared/api/roms'
import type { Content } from '../../../domain/library/game-content'
import type { OpenedFile } from '../../../domain/library/library-files'
import { answered, bind } from '../../bind'
import { askedRange } from '../../byte-range'
import { attachment } from '../../content-disposition'
import type { RequestContext, RequestState } from '../../context'
import type { Services } from '../../services'

/** The bytes of games, by id alone: clients encode the name in every way there is (clients.md 0.2, 5.5). */
export function contentRoutes(router: Router<RequestState>, { content }: Services): void {
  bind(router, getRomContent, async ({ params, query, context }) => {
    await send(context, await content.ofGame(params.id, query.file_ids ?? null))
    return answered
  })

  bind(router, getRomFileContent, async ({ params, context }) => {
    await send(context, await content.ofFile(params.id))
    return answered
  })
}

async function send(context: RequestContext, content: Content): Promise<void> {
  context.set('Content-Disposition', attachment(content.name))
  if (content.kind === 'file') await sendFile(context, content.file)
  else {
    context.type = 'application/zip'
    context.body = Readable.from(content.zip.bytes())
    context.length = content.zip.sizeBytes
  }
}

async function sendFile(context: RequestContext, file: OpenedFile): Promise<void> {
  const { sizeBytes: size } = file
  // What a client goes on from must be of the same file: size and time to the millisecond tell.
  const tag = `"${size.toString(16)}-${Date.parse(file.modifiedAt).toString(16)}"`
  const range = askedRange(context.req, size, tag)
  context.set({ 'Accept-Ranges': 'bytes', ETag: tag })
  context.type = 'application/octet-stream'
  if (range === 'unsatisfiable') {
    await file.close()
    context.status = 416
    context.set('Content-Range', `bytes */${size}`)
    context.body = { detail: 'The file is shorter than the range asked for' }
    return
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  context.status = range ? 206 : 200
  if (range) context.set('Content-Range', `bytes ${start}-${end}/${size}`)
  context.body = Readable.from(file.read(start, end - start + 1), { objectMode: false })
  context.length = end - start + 1
}
