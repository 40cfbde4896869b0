import { z } from 'zod'
import { endpoint, personWith } from './endpoint'
import { nothing } from './nothing'

/** The name of the description in an export: what each file is, so that it can be brought back exactly. */
export const exportManifestName = 'roost-export.json'

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
  body: z.object({
    rom_id: z.number().int().positive().optional(),
    /** One's own saves without it; others' are the owner's to export. */
    person: z.union([z.literal('all'), z.number().int().positive()]).optional(),
    format: z.literal('zip'),
    /** Also earlier versions, each under the moment it arrived. */
    history: z.boolean().default(false),
  }),
  answer: z.unknown(),
})
