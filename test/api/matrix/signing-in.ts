import { tableOf } from './table'

/** wire.md 2.4 and own.md's links. Who signs in is nobody yet, so a credential sent beside is not looked at. */
export const signingIn = tableOf(
  `
  route                      | none        | wrong       | expired     | revoked     | scope | token       | other | origin      | unconfirmed
  POST   /api/login          | 401 sign-in | 401 sign-in | 401 sign-in | 401 sign-in | -     | 401 sign-in | -     | 401 sign-in | -
  POST   /api/login/link     | 404 link    | -           | -           | -           | -     | 404 link    | -     | 404 link    | -
  POST   /api/login/confirm  | 401         | 401         | 401         | 401         | 403   | 403         | -     | 403 origin  | -
  POST   /api/setup          | 404 set-up  | -           | -           | -           | -     | 404 set-up  | -     | 404 set-up  | -
  POST   /api/logout         | 200 null    | 200 null    | 200 null    | 200 null    | -     | 200 null    | -     | 403 origin  | -
`,
  {
    'POST /api/login/link': { json: { code: 'made up' } },
    'POST /api/login/confirm': { json: { password: 'correct horse' } },
    'POST /api/setup': { json: { secret: 'made up secret', username: 'eve', password: 'eve wants in' } },
  },
)
