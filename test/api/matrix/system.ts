import { tableOf } from './table'

/** wire.md section 16 and own.md. Open routes do not look at credentials (W-14). */
export const system = tableOf(`
  route                     | none | wrong | expired | revoked | scope | token | other | origin | unconfirmed
  GET    /api/heartbeat     | 200  | 200   | 200     | 200     | -     | 200   | -     | -      | 200
  GET    /api/health        | 200  | 200   | 200     | 200     | -     | 200   | -     | -      | 200
  GET    /api/openapi.json  | 200  | 200   | 200     | 200     | -     | 200   | -     | -      | 200
  GET    /openapi.json      | 200  | 200   | 200     | 200     | -     | 200   | -     | -      | 200
  GET    /api/platforms     | 401  | 401   | 401     | 401     | 403   | 200   | -     | -      | 200
  GET    /api/events        | 401  | 401   | 401     | 401     | 403   | 403   | -     | -      | -
  GET    /api/network   | 401  | 401   | 401     | 401     | 403   | 403   | -     | -      | 200
  GET    /api/network/diagnosis | 401 | 401 | 401  | 401     | 403   | 403   | -     | -      | 200
  DELETE /api/network/change | 401 | 401  | 401   | 401     | 403   | 403   | -     | 403 origin | 403 confirm
  GET    /api/network/hosts | 401 | 401 | 401 | 401 | 403 | 403 | - | - | 200
  POST   /api/network/hosts | 401 | 401 | 401 | 401 | 403 | 403 | - | 403 origin | 403 confirm
  DELETE /api/network/hosts/{name} | 401 | 401 | 401 | 401 | 403 | 403 | - | 403 origin | 403 confirm
  GET    /api/network/tls | 401 | 401  | 401     | 401     | 403   | 403   | -     | -      | 200
  PUT    /api/network/tls | 401 | 401  | 401     | 401     | 403   | 403   | -     | 403 origin | 403 confirm
  PUT    /api/network/tls/certificate | 401 | 401 | 401 | 401 | 403 | 403  | -     | 403 origin | 403 confirm
  DELETE /api/network/tls/certificate | 401 | 401 | 401 | 401 | 403 | 403  | -     | 403 origin | 403 confirm
  GET    /api/network/tls/authority | 404 tls | 404 tls | 404 tls | 404 tls | - | 404 tls | - | - | 404 tls
  GET    /api/activity      | 401  | 401   | 401     | 401     | 403   | 403   | 200 [] | -     | 200
`)
