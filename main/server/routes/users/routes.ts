import type { Router } from '@koa/router'
import { linkPerson, listUsers, me, type User } from '../../../../shared/api/users'
import { scopesOfRole } from '../../../../shared/scopes'
import type { Person } from '../../../domain/people/person'
import { linkLifetime } from '../../../domain/sessions/link-service'
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
    email: null,
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
