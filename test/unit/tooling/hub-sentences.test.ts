import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..', 'main')

/** What carries a sentence to a person: refusals, what says why a folder cannot be used, and problems of a job. */
const carriers = [
  'Malformed|Unauthenticated|Forbidden|NotFound|Gone|Conflict|NoRoom|Unavailable|BadRequest|JobFailed',
  'LibraryUnavailable|BackupUnavailable|ExportUnavailable|ImportUnavailable|MoveRefused|Skipped',
].join('|')

// Up to the first string, past a status; a template literal is a sentence made on the spot.
const constructed = new RegExp(
  String.raw`(?:new (?:${carriers})\(|\.problem\()\s*(?:\d+,\s*)?(['"\`])((?:\\.|(?!\1).)*)\1`,
  'gs',
)

/** Sentences that only programs meet. One that a person may read belongs into shared/sentences. */
const ofTheWire = new Set([
  // Bodies, paths and hosts that no page sends: HTTP and JSON as they should not be.
  'The body must be a form: Content-Type ${formType}',
  'The body must be JSON, sent as Content-Type: application/json',
  'A parameter was sent more than once',
  'The body must be multipart/form-data',
  'The multipart body has no usable boundary',
  'The part ${field} was sent more than once',
  'The multipart body has too many parts',
  'The multipart body is damaged',
  'No archive was sent in the part `file`',
  'No save file was provided',
  'No state file was provided',
  'The address is too long',
  'The path is not validly percent-encoded',
  'The path holds a control character',
  'The range lies outside the file',
  'Method Not Allowed',
  'Not Found',
  'The page of this hub is not built',
  'Roost does not answer to this name. Use its IP address, or allow the name in Roost, on the page Network.',
  // 401 and 403: the page has words of its own for both, and says what to do.
  'Confirm your password to go on',
  'This request did not come from a page of this hub',
  'Incorrect username or password',
  'Incorrect password',
  'Disabled user',
  // What RomM's clients ask: saves, states, sync and play time of a handheld (wire.md 6 to 9).
  'None of these files belongs to this game',
  "File with id '${fileId}' not found",
  'No game with a file of this hash found',
  "Note with id '${noteId}' not found",
  'Screenshot with ID ${id} not found',
  'Invalid screenshot: it is not a PNG, JPEG or WebP picture',
  'No saves were provided',
  'No states were provided',
  'This save belongs to the person who had this device before, and is kept with theirs. To make it yours, ',
  'The save was refused, and the hub keeps no more refused copies of this device. Nothing on the device was ',
  'device_id is required (either in the request payload or implicit via a device-bound client token)',
  'Sync is disabled for this device',
  'Session is already ${found.status}',
  'Payload must contain at least one session',
  'Batch size exceeds maximum of ${playBatchLimits.request}',
  'Batch size exceeds maximum of ${playBatchLimits.sync}',
  'Play session ${id} not found',
  'Roost keeps no collections',
  "Collection with id '${params.id}' not found",
  // Their ways to a token: RFC 6749, RFC 8628 and a pairing code typed on a handheld.
  '${parameter} must be 1 to 255 characters of text',
  '${parameter} is missing',
  'scope must name what the device asks for, in words of scopes_supported with spaces between',
  'Client credentials are not yet supported',
  'Invalid or unsupported grant type',
  'Missing username or password',
  'Invalid username or password',
  'User account is disabled',
  'Insufficient scope',
  'Missing refresh token',
  'Token owner is disabled',
  'Token no longer exists',
  'This token has expired. Make a new one on the hub.',
  "Invalid expires_in value: ${word}. Valid values: ${expiryWords.join(', ')}",
])

async function sources(): Promise<string[]> {
  const files = await readdir(root, { recursive: true })
  return files.filter((file) => file.endsWith('.ts'))
}

function literalsOf(code: string): string[] {
  const bare = code.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/(^|\s)\/\/.*$/gm, '')
  return [...bare.matchAll(constructed)].map(([, , text = '']) => text.replaceAll(/\\(.)/g, '$1'))
}

test('a literal sentence is found wherever it stands', () => {
  const code = [
    "throw new Malformed('one')",
    'throw new Conflict(\n  `two ${three}`,\n)',
    "new BadRequest(413, 'four', headers)",
    "handle.problem('five')",
    "// new Gone('no')",
    "new NotFound(say('game.unknown', { id }))",
  ]
  expect(literalsOf(code.join('\n'))).toEqual(['one', 'two ${three}', 'four', 'five'])
})

test('every sentence for a person is of the catalogue', async () => {
  const found = new Map<string, string>()
  for (const file of await sources()) {
    for (const text of literalsOf(await readFile(join(root, file), 'utf8'))) found.set(text, file)
  }
  expect(
    [...found].filter(([text]) => !ofTheWire.has(text)).map(([text, file]) => `${file}: ${text}`),
  ).toEqual([])
  expect([...ofTheWire].filter((text) => !found.has(text))).toEqual([])
})
