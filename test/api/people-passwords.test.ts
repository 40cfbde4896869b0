import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { user } from '../../shared/api/users'
import {
  addUser,
  answer,
  ask,
  basic,
  bearer,
  eventStream,
  household,
  linkedPhone,
  notAuthenticated,
  owner,
  pair,
  refusal,
  signedIn,
} from '../helpers/household'
import { me, password, put, refused } from './people-calls'

describe('W-28: a new password', () => {
  const next = 'other words'

  test('ends the other browsers, phones, streams and remembered Basic at once; this browser goes on', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const [here, there] = [await signedIn(hub, 'robin', password), await signedIn(hub, 'robin', password)]
    const phone = await linkedPhone(hub, robin.id)
    const { secret } = await pair(hub, { person: robin.id })
    expect(await me(hub, basic('robin', password))).toMatchObject({ status: 200 })
    const [kept, ended] = [await eventStream(hub, here), await eventStream(hub, there)]
    await answer(user, 200, put(hub, robin.id, { password: next, current_password: password }, here))
    await ended.ended
    for (const as of [there, phone, basic('robin', password)]) {
      expect(await refusal(me(hub, as))).toEqual(notAuthenticated)
    }
    for (const as of [here, bearer(secret), basic('robin', next)]) {
      expect(await me(hub, as)).toMatchObject({ status: 200 })
    }
    expect(kept.isOpen()).toBe(true)
  })

  test('needs the current one, except in the window', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const here = await signedIn(hub, 'robin', password)
    expect(await refusal(put(hub, robin.id, { password: next }, here))).toEqual(
      refused(400, 'The current password is needed'),
    )
    expect(
      await refusal(put(hub, robin.id, { password: next, current_password: 'wrong one' }, here)),
    ).toEqual(refused(400, 'The current password is not right. Nothing was changed'))
    expect(await me(hub, basic('robin', password))).toMatchObject({ status: 200 })
    const first = await owner(hub)
    expect(await put(hub, first.id, { password: next })).toMatchObject({ status: 200 })
    expect(await me(hub, basic('owner', next))).toMatchObject({ status: 200 })
  })

  test('set by the owner ends all of the person, and a link that was not scanned yet', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const browser = await signedIn(hub, 'robin', password)
    const link = await ask(hub, 'POST', `/api/people/${robin.id}/link`, { as: 'window' })
    await answer(user, 200, put(hub, robin.id, { password: next }))
    expect(await refusal(me(hub, browser))).toEqual(notAuthenticated)
    const { code } = z.object({ code: z.string() }).parse(link.body)
    expect(await ask(hub, 'POST', '/api/login/link', { body: { code } })).toMatchObject({ status: 404 })
  })

  test("an owner's first one is set in the window, not by a linked phone; a member's own phone may", async () => {
    const hub = await household()
    const first = await owner(hub)
    const phone = await linkedPhone(hub, first.id)
    expect(await refusal(put(hub, first.id, { password: next }, phone))).toEqual(
      refused(403, 'Set your first password in the window of the hub itself'),
    )
    const robin = await addUser(hub, { username: 'robin' })
    const theirs = await linkedPhone(hub, robin.id)
    expect(await put(hub, robin.id, { password: next }, theirs)).toMatchObject({ status: 200 })
  })

  test('W-81: who has none signs in with none, not even an empty one', async () => {
    const hub = await household()
    await addUser(hub, { username: 'robin' })
    for (const guess of ['', 'null', 'undefined']) {
      expect(await refusal(me(hub, basic('robin', guess)))).toEqual(notAuthenticated)
    }
  })
})
