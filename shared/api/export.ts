import { z } from 'zod'
import { text } from '../text'
import { endpoint, ownerWith, personWith } from './endpoint'
import { job } from './jobs'
import { nothing } from './nothing'

/** The name of the description in an export: what each file is, so that it can be brought back exactly. */
export const exportManifestName = 'roost-export.json'

/** Which saves become files. */
const choice = {
  rom_id: z.number().int().positive().optional(),
  /** One's own saves without it; others' are the owner's to export. */
  person: z.union([z.literal('all'), z.number().int().positive()]).optional(),
  /** Also earlier versions, each under the moment it arrived. */
  history: z.boolean().default(false),
}

export const exportSaves = endpoint({
  method: 'POST',
  path: '/api/export',
  summary:
    'One game, one person or everything as a zip, streamed: `<person>/<platform>/<game>/<slot>/<file>` (own.md).',
  access: personWith('assets.read'),
  status: 200,
  produces: 'application/zip',
  refuses: [403, 404],
  params: nothing,
  query: nothing,
  body: z.object({ ...choice, format: z.literal('zip') }),
  answer: z.unknown(),
})

export const exportFolder = endpoint({
  method: 'POST',
  path: '/api/export/folder',
  summary:
    'The same as files in a folder of this computer: the job that writes them. Nothing that is there is overwritten.',
  access: ownerWith('assets.read', 'tasks.run'),
  status: 200,
  refuses: [403, 404, 409],
  params: nothing,
  query: nothing,
  body: z.object({ ...choice, path: text(1, 4_096) }),
  answer: job,
})
