import { expect } from 'vitest'
import { me } from '../../../shared/api/users'
import { scopes, type Scope } from '../../../shared/scopes'
import type { TestHub } from '../../helpers/hub'
import {
  asOwner,
  basic,
  bearer,
  call,
  cookieOf,
  linkOfOwner,
  ownerBasic,
  ownerPassword,
  redeem,
} from '../call'
import { nobodysToken, open, paired } from '../pairing-steps'
import { ask, made } from '../token-steps'

/** A household in which every situation of the tables is there. The things are the owner's. */
export interface World {
  readonly hub: TestHub
  readonly owner: number
  readonly kim: number
  readonly device: string
  readonly otherDevice: string
  readonly token: number
  readonly session: string
  readonly userCode: string
  /** Kim, a member, by Basic. */
  readonly asKim: string
  /** Each by every kind of token there is: `Authorization` and what a refused one is told. */
  readonly wrong: readonly Token[]
  readonly expired: readonly Token[]
  readonly revoked: readonly Token[]
  /** A client token with every scope. */
  readonly allScopes: string
  /** A browser of the owner that has just shown the password. */
  readonly browser: string
  /** A phone of the owner that never showed a password. */
  readonly phone: string
  /** A token of the owner with every scope but one. */
  without(scope: Scope, kind: 'client' | 'access'): Promise<string>
}

export interface Token {
  readonly authorization: string
  readonly detail: string
}

const clientToken = (secret: string): Token => ({
  authorization: bearer(secret),
  detail: 'Not authenticated',
})
const accessToken = (secret: string): Token => ({
  authorization: bearer(secret),
  detail: 'Could not validate credentials',
})

async function granted(hub: TestHub, words: readonly Scope[]): Promise<string> {
  const form = { grant_type: 'password', username: 'owner', password: ownerPassword, scope: words.join(' ') }
  const answer = await ask(hub, 'nobody', 'POST', '/api/token', { form })
  expect(answer).toMatchObject({ status: 200 })
  return (answer.body as { access_token: string }).access_token
}

export async function makeWorld(hub: TestHub): Promise<World> {
  const world = await furnish(hub)
  // What making it cost of the limits is given back.
  await hub.clock.advance(61_000)
  return world
}

async function furnish(hub: TestHub): Promise<World> {
  const outdated = [
    clientToken((await made(hub, { expires_in: '30d' })).raw_token),
    accessToken(await granted(hub, scopes)),
  ]
  await hub.clock.advance(31 * 86_400_000)
  const lost = await made(hub)
  await call(hub, 'DELETE', `/api/client-tokens/${lost.id}`, { as: asOwner })
  const takenBack = await granted(hub, scopes)
  await ask(hub, 'nobody', 'POST', '/oauth/revoke', { form: { token: takenBack } })
  const { id: kim } = await hub.people.add('kim', { password: 'a good one' })
  const owner = me.answer.parse((await call(hub, 'GET', '/api/users/me', { as: asOwner })).body).id
  const all = await made(hub, { scopes: [...scopes] })
  const phone = cookieOf(await redeem(hub, (await linkOfOwner(hub)).code)).pair
  const known = new Map<string, Promise<string>>()
  return {
    hub,
    owner,
    kim,
    device: (await paired(hub)).device_id,
    otherDevice: (await paired(hub, { client_device_identifier: 'another' })).device_id,
    token: all.id,
    session: await sessionOf(hub, owner),
    userCode: (await open(hub, { client_device_identifier: 'a third' })).user_code,
    asKim: basic('kim', 'a good one'),
    wrong: [clientToken(nobodysToken), accessToken(`roost_at_${'0'.repeat(64)}`)],
    expired: outdated,
    revoked: [clientToken(lost.raw_token), accessToken(takenBack)],
    allScopes: bearer(all.raw_token),
    browser: cookieOf(await call(hub, 'POST', '/api/login', { as: ownerBasic })).pair,
    phone,
    without(scope, kind) {
      const key = `${kind} ${scope}`
      const others = scopes.filter((each) => each !== scope)
      const make = async () =>
        bearer(
          kind === 'client' ? (await made(hub, { scopes: others })).raw_token : await granted(hub, others),
        )
      const token = known.get(key) ?? make()
      known.set(key, token)
      return token
    },
  }
}

async function sessionOf(hub: TestHub, person: number): Promise<string> {
  const sessions = (await call(hub, 'GET', `/api/people/${person}/sessions`, { as: asOwner })).body
  expect(sessions).toMatchObject([{ kind: 'phone' }])
  return (sessions as { id: string }[])[0]?.id ?? ''
}
