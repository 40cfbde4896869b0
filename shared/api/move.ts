import { z } from 'zod'
import { text } from '../text'
import { endpoint, ownerWith, personWith } from './endpoint'
import { job } from './jobs'
import { nothing } from './nothing'

export const moveFacts = z.object({
  data_folder: z.string(),
  /** Why the data folder cannot be moved from here, in words for a person; null when it can. */
  obstacle: z.string().nullable(),
  /** Where the data was before; it is kept until it is removed. */
  old_folder: z.string().nullable(),
  /** The data was moved: nothing more is stored until Roost starts again. */
  restart_needed: z.boolean(),
  running_job: z.string().nullable(),
})
export type MoveFacts = z.infer<typeof moveFacts>

export const getMove = endpoint({
  method: 'GET',
  path: '/api/storage/move',
  summary: 'Where the data folder is, and whether it can be moved.',
  access: personWith('tasks.run'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: moveFacts,
})

export const moveData = endpoint({
  method: 'POST',
  path: '/api/storage/move',
  summary:
    'Moves the data to an empty folder, or a new one in a folder that is there: the job copies, compares by hash and switches; then Roost starts again.',
  access: ownerWith('tasks.run'),
  status: 200,
  params: nothing,
  query: nothing,
  body: z.object({ folder: text(1, 4_096) }),
  answer: job,
  refuses: [409],
})

export const removeOldData = endpoint({
  method: 'DELETE',
  path: '/api/storage/move',
  summary: 'Removes what was left in the folder the data was in before.',
  access: ownerWith('tasks.run'),
  status: 204,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.undefined(),
  refuses: [409],
})
