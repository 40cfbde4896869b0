import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { pagePolicy } from '../../shared/page-policy'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Answers with a file of the built page. A path without an extension is a place in the page, which routes by path, so
 * it gets index.html; a path with an extension that is no file of ours is 404.
 *
 * @param folder absolute path of the built page
 * @param pathname as it stands in the URL, still percent-encoded
 */
export async function servePageFile(folder: string, method: string, pathname: string): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return refuse(405)
  const name = decode(pathname)
  if (name === null) return refuse(404)
  const extension = extname(name)
  const contentType = contentTypes[extension === '' ? '.html' : extension]
  if (contentType === undefined) return refuse(404)
  const file = await containedFile(folder, extension === '' ? '/index.html' : name)
  if (file === null) return refuse(404)
  const content = await readFile(file)
  return new Response(method === 'HEAD' ? null : content, {
    headers: {
      ...protectiveHeaders,
      'content-type': contentType,
      'content-length': String(content.byteLength),
      // Names of built assets hold a hash of their content; everything else may change with the next version.
      'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  })
}

const protectiveHeaders = {
  'content-security-policy': pagePolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers: { ...protectiveHeaders, 'cache-control': 'no-store' } })
}

/** Null for what no file of ours is called: broken escapes, NUL, and what Windows reads as a separator or a stream. */
function decode(pathname: string): string | null {
  try {
    const name = decodeURIComponent(pathname)
    return /[\0\\:]/.test(name) ? null : name
  } catch {
    return null
  }
}

/** The file's real path if it lies inside the folder after all links are followed, else null. */
async function containedFile(folder: string, name: string): Promise<string | null> {
  const root = resolve(folder)
  const wanted = resolve(root, `.${name}`)
  if (!isInside(root, wanted)) return null
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(wanted)])
    if (!isInside(realRoot, realFile)) return null
    return (await stat(realFile)).isFile() ? realFile : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** With the separator, so that a sibling whose name begins like the folder's is outside. */
function isInside(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP'
}
