import { z } from 'zod'
import { text } from '../text'
import { endpoint, open } from './endpoint'
import { nothing, nullAnswer } from './nothing'

export const login = endpoint({
  method: 'POST',
  path: '/api/login',
  summary: 'Signs a browser in with Basic credentials and sets the session cookie (wire.md 2.4).',
  access: open,
  status: 200,
  refuses: [401, 403, 429],
  params: nothing,
  query: nothing,
  body: nothing,
  answer: nullAnswer,
})

export const logout = endpoint({
  method: 'POST',
  path: '/api/logout',
  summary: 'Ends the session of this browser (wire.md 2.4).',
  access: open,
  status: 200,
  refuses: [403, 429],
  params: nothing,
  query: nothing,
  body: nothing,
  answer: nullAnswer,
})

export const redeemLink = endpoint({
  method: 'POST',
  path: '/api/login/link',
  summary: 'A phone signs in with the one-time code of its link; the code works once, for 60 seconds.',
  access: open,
  status: 200,
  refuses: [403, 404, 429],
  params: nothing,
  query: nothing,
  body: z.object({ code: text(1, 128) }),
  answer: nullAnswer,
})

/** The `error` word of the 403 that asks for {@link confirm}. */
export const confirmationRequired = 'confirmation_required'

export const confirm = endpoint({
  method: 'POST',
  path: '/api/login/confirm',
  summary: 'Shows the password again, for what an owner does to others from a browser (design section 4).',
  access: { kind: 'person', scopes: ['me.read'] },
  status: 200,
  params: nothing,
  query: nothing,
  body: z.object({ password: z.string().max(255) }),
  answer: nullAnswer,
})

/** Names of people on the wire: ASCII letters, digits, `_`, `-`; stored in lower case (wire.md 2.1). */
export const username = z
  .string()
  .min(3)
  .max(255)
  .regex(/^[A-Za-z0-9_-]+$/)
  .transform((name) => name.toLowerCase())

/** Passwords of people (wire.md 2.1: 6 to 255 characters; Roost takes any Unicode, not only ASCII). */
export const password = text(6, 255)

export const setup = endpoint({
  method: 'POST',
  path: '/api/setup',
  summary:
    'Makes the owner of a headless hub, with the one-time secret of its set-up link (cli.md `--admin`).',
  access: open,
  status: 200,
  refuses: [403, 404, 409, 429],
  params: nothing,
  query: nothing,
  body: z.object({ secret: text(1, 128), username, password }),
  answer: nullAnswer,
})
