import { z } from 'zod'
import { text } from '../text'
import { endpoint, personWith } from './endpoint'
import { forPerson } from './nothing'
import { saveLine } from './versions'

const identified = z.object({ id: z.coerce.number().int().positive() })

export const renameLine = endpoint({
  method: 'POST',
  path: '/api/lines/{id}/rename',
  summary: 'Gives a slot or a slotless file another name; its history stays (own.md).',
  access: personWith('assets.write'),
  status: 200,
  refuses: [400, 403, 404, 409],
  params: identified,
  query: forPerson,
  body: z.object({
    key: text(1, 255).refine((key) => !/\p{Cc}/u.test(key), {
      message: 'The name holds a control character',
    }),
  }),
  answer: saveLine,
})

export const mergeLine = endpoint({
  method: 'POST',
  path: '/api/lines/{id}/merge',
  summary:
    'Puts the history of a line into another one of its game, whose head stays; the emptied one can be brought back from the bin (own.md).',
  access: personWith('assets.write'),
  status: 200,
  refuses: [400, 403, 404, 409],
  params: identified,
  query: forPerson,
  body: z.object({ into: z.number().int().positive() }),
  answer: saveLine,
})
