import type { Router } from '@koa/router'
import {
  addUser,
  changeUser,
  getUser,
  linkPerson,
  listUsers,
  me,
  removalPreview,
  removeUser,
  restoreUser,
  type User,
} from '../../../../shared/api/users'
import { scopesOfRole } from '../../../../shared/scopes'
import type { Person } from '../../../domain/people/person'
import { linkLifetime } from '../../../domain/sessions/link-service'
import { actorOf } from '../../actor'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'

/** wire.md section 16, and own.md's one-time link for a phone. */
export function userRoutes(router: Router<RequestState>, services: Services): void {
  bind(router, me, ({ context }) => {
    const principal = principalOf(context)
    return { ...presentPerson(principal.person), current_device_id: principal.deviceId }
  })

  bind(router, listUsers, async () => (await services.people.list()).map(presentPerson))

  bind(router, getUser, async ({ params }) => presentPerson(await services.people.get(params.id)))

  bind(router, addUser, async ({ body, context }) => {
    const { username, email = null, password = null, role } = body
    const person = await services.personChanges.add({ username, email, password, role }, actorOf(context))
    return presentPerson(person)
  })

  bind(router, changeUser, async ({ params, body, context }) => {
    const { current_password: currentPassword, ...change } = body
    const person = await services.personChanges.change(
      params.id,
      { ...change, currentPassword },
      actorOf(context),
    )
    return presentPerson(person)
  })

  bind(router, removeUser, async ({ params, context }) => {
    await services.personRemoval.remove(params.id, actorOf(context))
    return null
  })

  bind(router, restoreUser, async ({ params, context }) =>
    presentPerson(await services.personRemoval.restore(params.id, actorOf(context))),
  )

  bind(router, removalPreview, ({ params }) => services.personRemoval.preview(params.id))

  bind(router, linkPerson, async ({ params, context }) => {
    const person = await services.people.actingFor(principalOf(context), params.id)
    const code = services.links.create(person.id)
    const base = services.network.addresses()[0]?.url ?? `http://${context.state.host}`
    // Behind `#`, so that the code is in no request line, no log and no Referer.
    return { url: `${base}/link#${code}`, code, expires_in: linkLifetime / 1000 }
  })
}

function presentPerson(person: Person): User {
  return {
    id: person.id,
    username: person.username,
    email: person.email,
    enabled: person.enabled,
    role: person.role,
    permission_group_id: null,
    oauth_scopes: [...scopesOfRole(person.role)],
    avatar_path: '',
    last_login: person.lastLogin,
    last_active: person.lastActive,
    ra_username: null,
    ra_progression: null,
    ui_settings: null,
    created_at: person.createdAt,
    updated_at: person.updatedAt,
  }
}
