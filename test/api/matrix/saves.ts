import { tableOf } from './table'

/** wire.md section 6, and own.md's lines, versions and bin. The things asked for are nobody's. */
export const saves = tableOf(
  `
  route                                | none | wrong | expired | revoked | scope | token       | other       | origin     | unconfirmed
  GET    /api/bin                      | 401  | 401   | 401     | 401     | 403   | 403         | -           | -          | -
  GET    /api/lines                    | 401  | 401   | 401     | 401     | 403   | 403         | -           | -          | -
  GET    /api/lines/{id}/changes       | 401  | 401   | 401     | 401     | 403   | 403         | 403         | -          | -
  GET    /api/lines/{id}/versions      | 401  | 401   | 401     | 401     | 403   | 403         | 403         | -          | -
  GET    /api/saves                    | 401  | 401   | 401     | 401     | 403   | 200 []      | -           | -          | -
  GET    /api/saves/identifiers        | 401  | 401   | 401     | 401     | 403   | 200 []      | -           | -          | -
  GET    /api/saves/summary            | 401  | 401   | 401     | 401     | 403   | 422 rom     | -           | -          | -
  GET    /api/saves/{id}               | 401  | 401   | 401     | 401     | 403   | 404 save    | 404 save    | -          | -
  GET    /api/saves/{id}/content       | 401  | 401   | 401     | 401     | 403   | 404 save    | 404 save    | -          | -
  GET    /api/screenshots/{id}/content | 401  | 401   | 401     | 401     | 403   | 404 picture | 404 picture | -          | -
  GET    /api/versions/{id}/compare    | 401  | 401   | 401     | 401     | 403   | 403         | 422 with    | -          | -
  GET    /api/home                     | 401  | 401   | 401     | 401     | 403   | 403         | 403         | -          | 200
  GET    /api/storage                  | 401  | 401   | 401     | 401     | 403   | 403         | 403         | -          | 200
  GET    /api/versions/{id}/content    | 401  | 401   | 401     | 401     | 403   | 403         | 403         | -          | -
  GET    /api/versions/{id}/preview    | 401  | 401   | 401     | 401     | 403   | 403         | 403         | -          | -
  POST   /api/bin/restore              | 401  | 401   | 401     | 401     | 403   | 403         | -           | 403 origin | -
  POST   /api/lines/{id}/merge         | 401  | 401   | 401     | 401     | 403   | 403         | 422 body    | 403 origin | -
  POST   /api/lines/{id}/rename        | 401  | 401   | 401     | 401     | 403   | 403         | 422 body    | 403 origin | -
  POST   /api/saves                    | 401  | 401   | 401     | 401     | 403   | 422 rom     | -           | 403 origin | -
  POST   /api/saves/delete             | 401  | 401   | 401     | 401     | 403   | 422 body    | -           | 403 origin | -
  POST   /api/saves/{id}/downloaded    | 401  | 401   | 401     | 401     | 403   | 422 body    | 422 body    | 403 origin | -
  POST   /api/saves/{id}/track         | 401  | 401   | 401     | 401     | 403   | 422 body    | 422 body    | 403 origin | -
  POST   /api/saves/{id}/untrack       | 401  | 401   | 401     | 401     | 403   | 422 body    | 422 body    | 403 origin | -
  POST   /api/versions/delete          | 401  | 401   | 401     | 401     | 403   | 403         | -           | 403 origin | -
  POST   /api/versions/{id}/restore    | 401  | 401   | 401     | 401     | 403   | 403         | 422 body    | 403 origin | -
  POST   /api/bin/empty                | 401  | 401   | 401     | 401     | 403   | 403         | 403         | 403 origin | 403 confirm
  POST   /api/export                   | 401  | 401   | 401     | 401     | 403   | 403         | 200         | 403 origin | 200
  DELETE /api/import/{id}              | 401  | 401   | 401     | 401     | 403   | 403         | 404 import  | 403 origin | 404 import
  GET    /api/import/{id}              | 401  | 401   | 401     | 401     | 403   | 403         | 404 import  | -          | 404 import
  POST   /api/import/look              | 401  | 401   | 401     | 401     | 403   | 403         | 403         | 403 origin | 403 confirm
  POST   /api/import/zip               | 401  | 401   | 401     | 401     | 403   | 403         | 403         | 403 origin | 403 confirm
  POST   /api/import/{id}/run          | 401  | 401   | 401     | 401     | 403   | 403         | 404 import  | 403 origin | 404 import
  POST   /api/storage/prune            | 401  | 401   | 401     | 401     | 403   | 403         | 403         | 403 origin | 403 confirm
  POST   /api/storage/prune/preview    | 401  | 401   | 401     | 401     | 403   | 403         | 403         | 403 origin | 200
  PUT    /api/storage/retention        | 401  | 401   | 401     | 401     | 403   | 403         | 403         | 403 origin | 403 confirm
  PUT    /api/saves/{id}               | 401  | 401   | 401     | 401     | 403   | 404 save    | 404 save    | 403 origin | -
  PUT    /api/saves/{id}/visibility    | 401  | 401   | 401     | 401     | 403   | 422 body    | 422 body    | 403 origin | -
  PUT    /api/versions/{id}            | 401  | 401   | 401     | 401     | 403   | 403         | 422 body    | 403 origin | -
`,
  {
    'POST /api/export': { json: { format: 'zip' } },
    'POST /api/import/{id}/run': { json: {} },
    'POST /api/storage/prune/preview': { json: { keep: 'everything' } },
  },
)
