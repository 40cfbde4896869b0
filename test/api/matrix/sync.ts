import { tableOf } from './table'

/** wire.md section 7, the conflict inbox, and what Roost tells of sync beside. The things asked for are nobody's. */
export const sync = tableOf(`
  route                                  | none | wrong | expired | revoked | scope | token    | other    | origin     | unconfirmed
  GET    /api/conflicts                  | 401  | 401   | 401     | 401     | 403   | 403      | -        | -          | -
  GET    /api/notices                    | 401  | 401   | 401     | 401     | 403   | 403      | -        | -          | -
  POST   /api/conflicts/decide           | 401  | 401   | 401     | 401     | 403   | 403      | -        | 403 origin | -
  POST   /api/conflicts/{id}/decide      | 401  | 401   | 401     | 401     | 403   | 403      | 422 body | 403 origin | -
  POST   /api/notices/{id}/seen          | 401  | 401   | 401     | 401     | 403   | 403      | 403      | 403 origin | -
  GET    /api/sync/holdings              | 401  | 401   | 401     | 401     | 403   | 403      | -        | -          | -
  GET    /api/sync/status                | 401  | 401   | 401     | 401     | 403   | 403      | -        | -          | -
  GET    /api/sync/sessions/{id}/operations | 401 | 401 | 401     | 401     | 403   | 403      | 403      | -          | -
  GET    /api/sync/sessions              | 401  | 401   | 401     | 401     | 403   | 200 []   | -        | -          | -
  GET    /api/sync/sessions/{id}         | 401  | 401   | 401     | 401     | 403   | 404 sync | 404 sync | -          | -
  POST   /api/sync/negotiate             | 401  | 401   | 401     | 401     | 403   | 422 body | -        | 403 origin | -
  POST   /api/sync/sessions/{id}/complete | 401 | 401   | 401     | 401     | 403   | 404 sync | 404 sync | 403 origin | -
`)
