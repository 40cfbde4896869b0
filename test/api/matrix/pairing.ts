import { scopes } from '../../../shared/scopes'
import { initBody } from '../pairing-steps'
import { tableOf } from './table'

/** wire.md section 3. A request belongs to nobody until it is decided; what is another's is whom it is decided for. */
export const pairing = tableOf(
  `
  route                                     | none        | wrong       | expired     | revoked     | scope | token       | other | origin      | unconfirmed
  POST   /api/auth/device/init              | 201         | 201         | 201         | 201         | -     | 201         | -     | 201         | -
  GET    /api/auth/device/pending/{user_code} | 401       | 401         | 401         | 401         | 403   | 403         | 403   | -           | 200
  POST   /api/auth/device/approve           | 401         | 401         | 401         | 401         | 403   | 403         | 403   | 403 origin  | 403 confirm
  POST   /api/auth/device/deny              | 401         | 401         | 401         | 401         | 403   | 403         | -     | 403 origin  | 404 code
  POST   /api/auth/device/token             | 400 expired | 400 expired | 400 expired | 400 expired | -     | 400 expired | -     | 400 expired | -
  GET    /api/pairing                       | 401         | 401         | 401         | 401         | 403   | 403         | 403   | -           | 200
`,
  {
    'POST /api/auth/device/init': { json: initBody({ client_device_identifier: 'matrix' }) },
    'POST /api/auth/device/approve': ({ userCode }) => ({
      json: { user_code: userCode, approved_scopes: scopes.slice(0, 3) },
    }),
    'POST /api/auth/device/deny': { json: { user_code: 'WRONGXXX' } },
    'POST /api/auth/device/token': { json: { device_code: 'made up' } },
  },
)
