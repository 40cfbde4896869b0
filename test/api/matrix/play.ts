import { tableOf } from './table'

/** wire.md section 8, and how long somebody played. */
export const play = tableOf(
  `
  route                                 | none | wrong | expired | revoked | scope | token    | other    | origin     | unconfirmed
  GET    /api/play-sessions              | 401  | 401   | 401     | 401     | 403   | 200 []   | 200 []   | -          | 200 []
  POST   /api/play-sessions              | 401  | 401   | 401     | 401     | 403   | 201      | 201      | 403 origin | 201
  DELETE /api/play-sessions/{id}         | 401  | 401   | 401     | 401     | 403   | 404 play | 404 play | 403 origin | 404 play
  POST   /api/play-sessions/{id}/restore | 401  | 401   | 401     | 401     | 403   | 404 play | 404 play | 403 origin | 404 play
  GET    /api/play-time                  | 401  | 401   | 401     | 401     | 403   | 403      | 403      | -          | 200
`,
  { 'POST /api/play-sessions': { json: { sessions: [{}] } } },
)
