import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, personWith } from './endpoint'
import { forPerson, nothing } from './nothing'

/** Which games: all, those with saves of the person, or those whose file is gone. */
export const overviewChoices = ['all', 'saves', 'missing'] as const
export type OverviewChoice = (typeof overviewChoices)[number]

/** By name, or the one whose save changed last first. */
export const overviewOrders = ['name', 'recent'] as const
export type OverviewOrder = (typeof overviewOrders)[number]

/** A game as people look for it, with what is kept of it for one person. */
export const overviewGame = z.object({
  id: z.number().int(),
  name: z.string(),
  fs_name: z.string(),
  platform_id: z.number().int(),
  platform_slug: z.string(),
  regions: z.array(z.string()),
  tags: z.array(z.string()),
  /** The file was there and is not any more. */
  is_missing: z.boolean(),
  /** Known by its name only: it never had a file on this computer. */
  is_named_only: z.boolean(),
  /** Slots, files and states with a current version. */
  saves: z.number().int(),
  /** When the newest version of any of them came; null without one. */
  last_arrived_at: timestamp.nullable(),
})
export type OverviewGame = z.infer<typeof overviewGame>

export const libraryOverview = endpoint({
  method: 'GET',
  path: '/api/library/overview',
  summary: "Roost's own: a page of the games with the number of saves of each, and how many games there are.",
  access: personWith('roms.read', 'assets.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPerson.extend({
    limit: z.coerce.number().int().min(1).max(250).default(50),
    offset: z.coerce.number().int().min(0).default(0),
    /** A part of the name, of the file's name or of another name devices use. */
    search: text(0, 255).default(''),
    platform_id: z.coerce.number().int().positive().optional(),
    show: z.enum(overviewChoices).default('all'),
    order: z.enum(overviewOrders).default('name'),
  }),
  body: nothing,
  answer: z.object({ games: z.array(overviewGame), total: z.number().int() }),
})
