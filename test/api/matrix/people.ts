import { tableOf } from './table'

/** wire.md 16 and own.md. The path names the owner for Kim, a member, and Kim for the owner's unconfirmed phone. */
export const people = tableOf(
  `
  route                              | none | wrong | expired | revoked | scope | token | other | origin     | unconfirmed
  GET    /api/users/me               | 401  | 401   | 401     | 401     | 403   | 200   | 200   | -          | 200
  GET    /api/users                  | 401  | 401   | 401     | 401     | 403   | 200   | 403   | -          | 200
  POST   /api/users                  | 401  | 401   | 401     | 401     | 403   | 403   | 403   | 403 origin | 403 confirm
  GET    /api/users/{id}             | 401  | 401   | 401     | 401     | 403   | 200   | 403   | -          | 200
  PUT    /api/users/{id}             | 401  | 401   | 401     | 401     | 403   | 403   | 403   | 403 origin | 403 confirm
  DELETE /api/users/{id}             | 401  | 401   | 401     | 401     | 403   | 403   | 403   | 403 origin | 403 confirm
  GET    /api/people/{id}/removal    | 401  | 401   | 401     | 401     | 403   | 403   | 403   | -          | 200
  POST   /api/people/{id}/restore    | 401  | 401   | 401     | 401     | 403   | 403   | 403   | 403 origin | 403 confirm
  POST   /api/people/{id}/link       | 401  | 401   | 401     | 401     | 403   | 403   | 403   | 403 origin | 403 confirm
  GET    /api/people/{id}/sessions   | 401  | 401   | 401     | 401     | 403   | 403   | 403   | -          | 200 []
  DELETE /api/people/{id}/sessions/{session_id} | 401 | 401 | 401  | 401  | 403   | 403   | 403   | 403 origin | 403 confirm
`,
  {
    'POST /api/users': { json: { username: 'robin' } },
    'PUT /api/users/{id}': { json: { username: 'somebody-else' } },
  },
)
