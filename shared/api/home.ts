import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, personWith } from './endpoint'
import { nothing } from './nothing'
import { forPersonOrAll } from './storage'

/** What a person wants to know first; sizes, copies and the disk are in `GET /api/storage`. */
export const home = z.object({
  /** Games the hub knows, with or without a file. */
  games: z.number().int(),
  /** Of them, those with a current save or state. */
  saved_games: z.number().int(),
  /** The newest version that arrived and was taken; null before the first. */
  last_save: z
    .object({
      at: timestamp,
      rom_id: z.number().int(),
      game: z.string(),
      person_id: z.number().int(),
      username: z.string(),
      /** Null for one that came without a device, or whose device is forgotten. */
      device_id: z.string().nullable(),
      device: z.string().nullable(),
    })
    .nullable(),
})
export type Home = z.infer<typeof home>

export const getHome = endpoint({
  method: 'GET',
  path: '/api/home',
  summary:
    'How many games have saves, and which save came last: one’s own, or everybody’s with `person=all`.',
  access: personWith('assets.read', 'roms.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPersonOrAll,
  body: nothing,
  answer: home,
})
