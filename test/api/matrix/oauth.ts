import { tableOf } from './table'

/** The standard door: its clients have no credential but the codes they send. */
export const oauth = tableOf(
  `
  route                                        | none       | wrong      | expired    | revoked    | scope | token      | other | origin     | unconfirmed
  GET    /.well-known/oauth-authorization-server | 200      | 200        | 200        | 200        | -     | 200        | -     | -          | 200
  POST   /oauth/device_authorization           | 400 client | 400 client | 400 client | 400 client | -     | 400 client | -     | 400 client | -
  POST   /oauth/token                          | 400 type   | 400 type   | 400 type   | 400 type   | -     | 400 type   | -     | 400 type   | -
  POST   /oauth/revoke                         | 400 token  | 400 token  | 400 token  | 400 token  | -     | 400 token  | -     | 400 token  | -
`,
  {
    'POST /oauth/device_authorization': { form: {} },
    'POST /oauth/token': { form: {} },
    'POST /oauth/revoke': { form: {} },
  },
)
