import type { Router } from '@koa/router'
import { createNote, updateNote } from '../../../../shared/api/notes'
import {
  getRom,
  getRomByHash,
  listRomIdentifiers,
  listRoms,
  myPermissions,
  type RomQuery,
  updateRomProps,
} from '../../../../shared/api/roms'
import { fold } from '../../../domain/library/file-names'
import type { GameQuery, ListedGame } from '../../../domain/library/game'
import type { Person } from '../../../domain/people/person'
import { bind, principalOf } from '../../bind'
import type { RequestContext, RequestState } from '../../context'
import type { Services } from '../../services'
import { contentRoutes } from './content'
import { presentNote, presentProps, presentRom } from './presenter'

/** clients.md 5.3 to 5.6. */
export function romRoutes(router: Router<RequestState>, services: Services): void {
  const { library } = services

  const withNotes = async (game: ListedGame, personId: number) => {
    const notes = await library.notes(game.id, personId)
    return { ...presentRom(game), all_user_notes: notes.map(presentNote) }
  }

  bind(router, listRoms, async ({ query, context }) => {
    const { games, total } = await library.games(asGameQuery(query, caller(context).id))
    return {
      items: games.map((game) => presentRom(game, query.with_files)),
      total,
      limit: query.limit,
      offset: query.offset,
    }
  })

  bind(router, listRomIdentifiers, () => library.gameIds())

  bind(router, getRomByHash, async ({ query, context }) => {
    const { id } = caller(context)
    const hashes = {
      ...(query.crc_hash === undefined ? {} : { crc: query.crc_hash }),
      ...(query.md5_hash === undefined ? {} : { md5: query.md5_hash }),
      ...(query.sha1_hash === undefined ? {} : { sha1: query.sha1_hash }),
    }
    return withNotes(await library.gameByHashes(hashes, id), id)
  })

  bind(router, getRom, async ({ params, context }) => {
    const { id } = caller(context)
    return withNotes(await library.game(params.id, id), id)
  })

  bind(router, updateRomProps, async ({ params, body, context }) => {
    const { now_playing: nowPlaying, ...props } = definedOf(body)
    const change = { ...props, ...(nowPlaying === undefined ? {} : { nowPlaying }) }
    return presentProps(await library.setProps(params.id, caller(context).id, change))
  })

  bind(router, createNote, async ({ params, body, context }) =>
    presentNote(
      await library.addNote(params.id, caller(context), {
        title: body.title,
        content: body.content,
        isPublic: body.is_public,
      }),
    ),
  )

  bind(router, updateNote, async ({ params, body, context }) => {
    const { is_public: isPublic, ...text } = definedOf(body)
    const change = { ...text, ...(isPublic === undefined ? {} : { isPublic }) }
    return presentNote(await library.changeNote(params.id, params.note_id, caller(context).id, change))
  })

  bind(router, myPermissions, ({ context }) => ({
    is_admin: caller(context).role === 'admin',
    hidden: { platforms: [], roms: [] },
  }))

  contentRoutes(router, services)
}

function caller(context: RequestContext): Person {
  return principalOf(context).person
}

type Defined<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> }

/** Without the keys that were not sent. */
function definedOf<Value extends object>(value: Value): Defined<Value> {
  const kept: Defined<Value> = { ...value }
  for (const key in kept) if (kept[key] === undefined) delete kept[key]
  return kept
}

function asGameQuery(query: RomQuery, personId: number): GameQuery {
  const ids = [...(query.platform_ids ?? []), ...(query.platform_id ?? [])]
  const term = fold(query.search_term ?? query.search ?? '')
  return {
    platformIds: ids.length === 0 ? null : [...new Set(ids)],
    limit: query.limit,
    offset: query.offset,
    order: query.order_by,
    isDescending: query.order_dir === 'desc',
    search: term === '' ? null : term,
    changedSince: query.updated_after === undefined ? null : asUtc(query.updated_after),
    isMissing: query.missing ?? null,
    personId,
  }
}

/** A time without a zone is UTC, as everywhere on this wire (wire.md 1.6). */
function asUtc(time: string): string {
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(time)
  return new Date(hasZone ? time : `${time}Z`).toISOString()
}
