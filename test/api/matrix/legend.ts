import { confirmationRequired } from '../../../shared/api/session'
import type { World } from './world'

export interface Expected {
  readonly status: number
  /** Exact; absent where only the contract says what it is. */
  readonly body?: unknown
}

type Word = Expected | ((world: World) => Expected)

const refused = (status: number, detail: string, error?: string): Expected => ({
  status,
  body: { detail, ...(error === undefined ? {} : { error }) },
})

const missing = (place: string, path: readonly string[], input: unknown): Expected => ({
  status: 422,
  body: { detail: [{ type: 'missing', msg: 'Field required', loc: [place, ...path], input }] },
})

/** Of no game, save, line, version or job. */
export const nobodysId = '999999999'

/** The words of the tables. */
const legend: Readonly<Record<string, Word>> = {
  '200': { status: 200 },
  '201': { status: 201 },
  '200 null': { status: 200, body: null },
  '200 []': { status: 200, body: [] },
  /** As `wire.md` 1.3 has it; what became of a token is in `WWW-Authenticate`. */
  '401': refused(401, 'Not authenticated'),
  '401 sign-in': refused(401, 'Incorrect username or password'),
  '403': refused(403, 'Forbidden'),
  '403 origin': refused(403, 'This request did not come from a page of this hub'),
  '403 confirm': refused(403, 'Confirm your password to go on', confirmationRequired),
  '404 device': ({ device }) => refused(404, `Device with ID ${device} not found`),
  '404 token': refused(404, 'Token not found'),
  '404 code': refused(404, 'Unknown or expired code'),
  '404 pairing': refused(404, 'Invalid or expired pairing code'),
  '404 plain': refused(404, 'Not Found'),
  '404 collection': refused(404, `Collection with id '${nobodysId}' not found`),
  '404 platform': refused(404, `Platform with id '${nobodysId}' not found`),
  '404 rom': refused(404, `Rom with id '${nobodysId}' not found`),
  '404 file': refused(404, `File with id '${nobodysId}' not found`),
  '404 hash': refused(404, 'No game with a file of this hash found'),
  '404 tls': refused(404, 'HTTPS was never on: there is no authority yet'),
  '404 save': refused(404, `Save with ID ${nobodysId} not found`),
  '404 sync': refused(404, `Sync session with ID ${nobodysId} not found`),
  '404 state': refused(404, `State with ID ${nobodysId} not found`),
  '404 picture': refused(404, `Screenshot with ID ${nobodysId} not found`),
  '409 backup': refused(409, 'No folder for backups was picked yet: pick one first, best on another disk'),
  '404 play': refused(404, `Play session ${nobodysId} not found`),
  '404 import': refused(404, 'This import is not known, or was forgotten after an hour'),
  '404 job': refused(404, `Job with ID ${nobodysId} not found`),
  '403 collections': refused(403, 'Roost keeps no collections'),
  '404 note': refused(404, `Note with id '${nobodysId}' not found`),
  '422 body': missing('body', [], null),
  '422 rom': missing('query', ['rom_id'], {}),
  '422 with': missing('query', ['with'], { person: '1' }),
  '404 link': refused(404, 'Unknown, used or expired link'),
  '404 set-up': refused(404, 'Unknown, used or expired set-up link'),
  '400 expired': refused(400, 'expired_token', 'expired_token'),
  '400 grant': refused(400, 'Missing username or password'),
  '400 password': refused(400, 'The current password is not right. Nothing was changed'),
  '400 client': {
    status: 400,
    body: { error: 'invalid_request', error_description: 'client_id is missing' },
  },
  '400 type': { status: 400, body: { error: 'invalid_request', error_description: 'grant_type is missing' } },
  '400 token': { status: 400, body: { error: 'invalid_request', error_description: 'token is missing' } },
}

export function expectedOf(word: string, world: World): Expected {
  const found = legend[word]
  if (found === undefined) throw new Error(`${word} is not in the legend`)
  return typeof found === 'function' ? found(world) : found
}
