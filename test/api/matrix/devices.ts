import { tableOf } from './table'

/** wire.md section 5, and what a person does with devices. Kim's device list is empty, the owner's is not. */
export const devices = tableOf(
  `
  route                              | none | wrong | expired | revoked | scope | token | other      | origin     | unconfirmed
  GET    /api/devices                | 401  | 401   | 401     | 401     | 403   | 200   | 403        | -          | 200 []
  POST   /api/devices                | 401  | 401   | 401     | 401     | 403   | 201   | -          | 403 origin | -
  GET    /api/devices/{id}           | 401  | 401   | 401     | 401     | 403   | 200   | 404 device | -          | 200
  PUT    /api/devices/{id}           | 401  | 401   | 401     | 401     | 403   | 200   | 404 device | 403 origin | 200
  DELETE /api/devices/{id}           | 401  | 401   | 401     | 401     | 403   | -     | 404 device | 403 origin | -
  POST   /api/devices/{id}/restore   | 401  | 401   | 401     | 401     | 403   | 403   | 404 device | 403 origin | -
  POST   /api/devices/{id}/hand-over | 401  | 401   | 401     | 401     | 403   | 403   | 403        | 403 origin | 403 confirm
  POST   /api/devices/{id}/merge     | 401  | 401   | 401     | 401     | 403   | 403   | 404 device | 403 origin | -
`,
  {
    'POST /api/devices': { json: { name: 'Desk', allow_duplicate: true } },
    'PUT /api/devices/{id}': { json: { platform: 'muOS' } },
    'POST /api/devices/{id}/hand-over': ({ kim }) => ({ json: { person_id: kim } }),
    'POST /api/devices/{id}/merge': ({ otherDevice }) => ({ json: { into: otherDevice } }),
  },
)
