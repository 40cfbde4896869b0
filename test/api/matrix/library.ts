import { tableOf } from './table'

/** clients.md section 5 and where games come from. The household of the table has no games: every id is unknown. */
export const library = tableOf(
  `
  route                                       | none | wrong | expired | revoked | scope | token           | other           | origin     | unconfirmed
  GET    /api/platforms/identifiers           | 401  | 401   | 401     | 401     | 403   | 200 []          | 200 []          | -          | 200 []
  GET    /api/roms/identifiers                | 401  | 401   | 401     | 401     | 403   | 200 []          | 200 []          | -          | 200 []
  GET    /api/firmware                        | 401  | 401   | 401     | 401     | 403   | 200 []          | 200 []          | -          | 200 []
  GET    /api/collections                     | 401  | 401   | 401     | 401     | 403   | 200 []          | 200 []          | -          | 200 []
  GET    /api/collections/identifiers         | 401  | 401   | 401     | 401     | 403   | 200 []          | 200 []          | -          | 200 []
  GET    /api/collections/smart               | 401  | 401   | 401     | 401     | 403   | 200 []          | 200 []          | -          | 200 []
  GET    /api/collections/smart/identifiers   | 401  | 401   | 401     | 401     | 403   | 200 []          | 200 []          | -          | 200 []
  GET    /api/collections/virtual             | 401  | 401   | 401     | 401     | 403   | 200 []          | 200 []          | -          | 200 []
  GET    /api/collections/virtual/identifiers | 401  | 401   | 401     | 401     | 403   | 200 []          | 200 []          | -          | 200 []
  GET    /api/config                          | 401  | 401   | 401     | 401     | 403   | 200             | 200             | -          | 200
  GET    /api/roms                            | 401  | 401   | 401     | 401     | 403   | 200             | 200             | -          | 200
  GET    /api/permissions/me                  | 401  | 401   | 401     | 401     | 403   | 200             | 200             | -          | 200
  GET    /api/platforms/{id}                  | 401  | 401   | 401     | 401     | 403   | 404 platform    | 404 platform    | -          | 404 platform
  GET    /api/roms/by-hash                    | 401  | 401   | 401     | 401     | 403   | 404 hash        | 404 hash        | -          | 404 hash
  GET    /api/roms/{id}                       | 401  | 401   | 401     | 401     | 403   | 404 rom         | 404 rom         | -          | 404 rom
  GET    /api/roms/{id}/content/{name}        | 401  | 401   | 401     | 401     | 403   | 404 rom         | 404 rom         | -          | 404 rom
  GET    /api/roms/{id}/files/content/{name}  | 401  | 401   | 401     | 401     | 403   | 404 file        | 404 file        | -          | 404 file
  PUT    /api/roms/{id}/props                 | 401  | 401   | 401     | 401     | 403   | 404 rom         | 404 rom         | 403 origin | 404 rom
  POST   /api/roms/{id}/notes                 | 401  | 401   | 401     | 401     | 403   | 404 rom         | 404 rom         | 403 origin | 404 rom
  PUT    /api/roms/{id}/notes/{note_id}       | 401  | 401   | 401     | 401     | 403   | 404 note        | 404 note        | 403 origin | 404 note
  POST   /api/collections                     | 401  | 401   | 401     | 401     | 403   | 403 collections | 403 collections | 403 origin | 403 collections
  GET    /api/collections/{id}                | 401  | 401   | 401     | 401     | 403   | 404 collection  | 404 collection  | -          | 404 collection
  PUT    /api/collections/{id}                | 401  | 401   | 401     | 401     | 403   | 404 collection  | 404 collection  | 403 origin | 404 collection
  DELETE /api/collections/{id}                | 401  | 401   | 401     | 401     | 403   | 404 collection  | 404 collection  | 403 origin | 404 collection
  GET    /api/library/overview                | 401  | 401   | 401     | 401     | 403   | 403             | -               | -          | -
  GET    /api/library/folders                 | 401  | 401   | 401     | 401     | 403   | 403             | 403             | -          | 200 []
  POST   /api/library/folders                 | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 403 confirm
  DELETE /api/library/folders/{id}            | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 403 confirm
  PUT    /api/library/folders/{id}            | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 403 confirm
  POST   /api/library/look                    | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 403 confirm
  POST   /api/library/card                    | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 403 confirm
  POST   /api/library/scan                    | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 200
  POST   /api/library/hash                    | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 200
  POST   /api/library/games                   | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 200
  POST   /api/library/import                  | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 200
  PUT    /api/storage/backup                  | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 403 confirm
  DELETE /api/storage/backup                  | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 403 confirm
  POST   /api/storage/backup                  | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 409 backup
  GET    /api/storage/move                    | 401  | 401   | 401     | 401     | 403   | 403             | 403             | -          | 200
  POST   /api/storage/move                    | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 403 confirm
  DELETE /api/storage/move                    | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 403 confirm
  POST   /api/storage/verify                  | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 200
  GET    /api/jobs                            | 401  | 401   | 401     | 401     | 403   | 403             | 200             | -          | 200
  GET    /api/jobs/{id}                       | 401  | 401   | 401     | 401     | 403   | 403             | 404 job         | -          | 404 job
  DELETE /api/jobs/{id}                       | 401  | 401   | 401     | 401     | 403   | 403             | 403             | 403 origin | 404 job
`,
  {
    'PUT /api/roms/{id}/props': { json: { rating: 1 } },
    'POST /api/roms/{id}/notes': { json: { title: 'A note' } },
    'PUT /api/roms/{id}/notes/{note_id}': { json: { content: 'Changed' } },
    'POST /api/library/games': { json: { platform: 'gba', names: ['..'] } },
    'POST /api/library/import': { json: { names: ['..'] } },
  },
)
