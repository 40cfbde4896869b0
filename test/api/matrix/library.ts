import { tableOf } from './table'

/** clients.md section 5, and own.md's library. The things asked for are nobody's. */
export const library = tableOf(`
  route                                       | none | wrong | expired | revoked | scope | token          | other          | origin     | unconfirmed
  DELETE /api/collections/{id}                | 401  | 401   | 401     | 401     | 403   | 404 collection | 404 collection | 403 origin | -
  DELETE /api/jobs/{id}                       | 401  | 401   | 401     | 401     | 403   | 403            | 403            | 403 origin | -
  DELETE /api/library/folders/{id}            | 401  | 401   | 401     | 401     | 403   | 403            | 403            | 403 origin | -
  GET    /api/collections                     | 401  | 401   | 401     | 401     | 403   | 200 []         | -              | -          | -
  GET    /api/collections/identifiers         | 401  | 401   | 401     | 401     | 403   | 200 []         | -              | -          | -
  GET    /api/collections/smart               | 401  | 401   | 401     | 401     | 403   | 200 []         | -              | -          | -
  GET    /api/collections/smart/identifiers   | 401  | 401   | 401     | 401     | 403   | 200 []         | -              | -          | -
  GET    /api/collections/virtual             | 401  | 401   | 401     | 401     | 403   | 200 []         | -              | -          | -
  GET    /api/collections/virtual/identifiers | 401  | 401   | 401     | 401     | 403   | 200 []         | -              | -          | -
  GET    /api/collections/{id}                | 401  | 401   | 401     | 401     | 403   | 404 collection | 404 collection | -          | -
  GET    /api/config                          | 401  | 401   | 401     | 401     | 403   | 200            | -              | -          | -
  GET    /api/firmware                        | 401  | 401   | 401     | 401     | 403   | 200 []         | -              | -          | -
  GET    /api/jobs/{id}                       | 401  | 401   | 401     | 401     | 403   | 403            | 404 job        | -          | -
  GET    /api/library/folders                 | 401  | 401   | 401     | 401     | 403   | 403            | -              | -          | -
  GET    /api/permissions/me                  | 401  | 401   | 401     | 401     | 403   | 200            | -              | -          | -
  GET    /api/platforms/identifiers           | 401  | 401   | 401     | 401     | 403   | 200 []         | -              | -          | -
  GET    /api/platforms/{id}                  | 401  | 401   | 401     | 401     | 403   | 404 platform   | 404 platform   | -          | -
  GET    /api/roms                            | 401  | 401   | 401     | 401     | 403   | 200            | -              | -          | -
  GET    /api/roms/by-hash                    | 401  | 401   | 401     | 401     | 403   | 404 hash       | -              | -          | -
  GET    /api/roms/identifiers                | 401  | 401   | 401     | 401     | 403   | 200 []         | -              | -          | -
  GET    /api/roms/{id}                       | 401  | 401   | 401     | 401     | 403   | 404 rom        | 404 rom        | -          | -
  GET    /api/roms/{id}/content/{name}        | 401  | 401   | 401     | 401     | 403   | 404 rom        | 404 rom        | -          | -
  GET    /api/roms/{id}/files/content/{name}  | 401  | 401   | 401     | 401     | 403   | 404 file       | 404 file       | -          | -
  POST   /api/collections                     | 401  | 401   | 401     | 401     | 403   | 403 kept       | -              | 403 origin | -
  POST   /api/library/folders                 | 401  | 401   | 401     | 401     | 403   | 403            | -              | 403 origin | -
  POST   /api/library/games                   | 401  | 401   | 401     | 401     | 403   | 403            | -              | 403 origin | -
  POST   /api/library/hash                    | 401  | 401   | 401     | 401     | 403   | 403            | -              | 403 origin | -
  POST   /api/library/import                  | 401  | 401   | 401     | 401     | 403   | 403            | -              | 403 origin | -
  POST   /api/library/scan                    | 401  | 401   | 401     | 401     | 403   | 403            | -              | 403 origin | -
  POST   /api/roms/{id}/notes                 | 401  | 401   | 401     | 401     | 403   | 422 body       | 422 body       | 403 origin | -
  PUT    /api/collections/{id}                | 401  | 401   | 401     | 401     | 403   | 404 collection | 404 collection | 403 origin | -
  PUT    /api/roms/{id}/notes/{note_id}       | 401  | 401   | 401     | 401     | 403   | 422 body       | 422 body       | 403 origin | -
  PUT    /api/roms/{id}/props                 | 401  | 401   | 401     | 401     | 403   | 422 body       | 422 body       | 403 origin | -
`)
