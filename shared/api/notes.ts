import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, withScopes } from './endpoint'
import { nothing } from './nothing'

/** Characters of a note's text. */
const longestNote = 20_000

/** A note of a person on a game; decky keeps its play time in one (clients.md 8). */
export const note = z.object({
  id: z.number().int(),
  rom_id: z.number().int(),
  user_id: z.number().int(),
  username: z.string(),
  title: z.string(),
  content: z.string(),
  is_public: z.boolean(),
  created_at: timestamp,
  updated_at: timestamp,
})
export type Note = z.infer<typeof note>

const access = withScopes('roms.user.write')
const identifier = z.coerce.number().int().positive()

export const createNote = endpoint({
  method: 'POST',
  path: '/api/roms/{id}/notes',
  summary: 'Writes a note on a game (clients.md 8).',
  access,
  status: 201,
  params: z.object({ id: identifier }),
  query: nothing,
  body: z.object({
    title: text(1, 255),
    content: text(0, longestNote).default(''),
    is_public: z.boolean().default(false),
  }),
  answer: note,
})

export const updateNote = endpoint({
  method: 'PUT',
  path: '/api/roms/{id}/notes/{note_id}',
  summary: 'Changes what is present in the body; only an own note (clients.md 8).',
  access,
  status: 200,
  params: z.object({ id: identifier, note_id: identifier }),
  query: nothing,
  body: z.object({
    title: text(1, 255).optional(),
    content: text(0, longestNote).optional(),
    is_public: z.boolean().optional(),
  }),
  answer: note,
})
