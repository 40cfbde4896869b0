import { tableOf } from './table'

/** wire.md section 4 and 2.5. */
export const tokens = tableOf(
  `
  route                                       | none        | wrong       | expired     | revoked     | scope | token       | other     | origin     | unconfirmed
  POST   /api/client-tokens                   | 401         | 401         | 401         | 401         | 403   | 403         | -         | 403 origin | -
  GET    /api/client-tokens                   | 401         | 401         | 401         | 401         | 403   | 200         | 200 []    | -          | 200
  DELETE /api/client-tokens/{id}              | 401         | 401         | 401         | 401         | 403   | -           | 404 token | 403 origin | -
  PUT    /api/client-tokens/{id}/regenerate   | 401         | 401         | 401         | 401         | 403   | 403         | 404 token | 403 origin | -
  POST   /api/client-tokens/{id}/pair         | 401         | 401         | 401         | 401         | 403   | 403         | 404 token | 403 origin | 200
  GET    /api/client-tokens/pair/{code}/status | 404 plain  | 404 plain   | 404 plain   | 404 plain   | -     | 404 plain   | -         | -          | -
  POST   /api/client-tokens/exchange          | 404 pairing | -           | -           | -           | -     | 404 pairing | -         | 404 pairing | -
  GET    /api/client-tokens/all               | 401         | 401         | 401         | 401         | 403   | 200         | 403       | -          | 200
  DELETE /api/client-tokens/{id}/admin        | 401         | 401         | 401         | 401         | 403   | 403         | 403       | 403 origin | 403 confirm
  POST   /api/token                           | 400 grant   | 400 grant   | 400 grant   | 400 grant   | -     | 400 grant   | -         | 400 grant  | -
`,
  {
    'POST /api/client-tokens': { json: { name: 'Matrix', scopes: ['me.read'] } },
    'POST /api/client-tokens/exchange': { json: { code: 'WRONGCODE' } },
    'POST /api/token': { form: {} },
  },
)
