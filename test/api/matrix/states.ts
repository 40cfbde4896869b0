import { tableOf } from './table'

/** clients.md section 8. The states asked for are nobody's. */
export const states = tableOf(`
  route                           | none | wrong | expired | revoked | scope | token     | other     | origin     | unconfirmed
  GET    /api/states                 | 401  | 401   | 401     | 401     | 403   | 200 []    | -         | -          | -
  GET    /api/states/identifiers     | 401  | 401   | 401     | 401     | 403   | 200 []    | -         | -          | -
  GET    /api/states/{id}            | 401  | 401   | 401     | 401     | 403   | 404 state | 404 state | -          | -
  GET    /api/states/{id}/content    | 401  | 401   | 401     | 401     | 403   | 404 state | 404 state | -          | -
  POST   /api/states                 | 401  | 401   | 401     | 401     | 403   | 422 rom   | -         | 403 origin | -
  POST   /api/states/delete          | 401  | 401   | 401     | 401     | 403   | 422 body  | -         | 403 origin | -
  PUT    /api/states/{id}            | 401  | 401   | 401     | 401     | 403   | 404 state | 404 state | 403 origin | -
  PUT    /api/states/{id}/visibility | 401  | 401   | 401     | 401     | 403   | 422 body  | 422 body  | 403 origin | -
`)
