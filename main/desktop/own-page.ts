/** The scheme and host of the page in the window; the only origin it ever shows. */
export const pageScheme = 'app'
export const pageHost = 'roost'
export const pageUrl = `${pageScheme}://${pageHost}/`

/**
 * Whether a URL belongs to our page: decided by its parsed parts, because `app://roost.evil/`, `app://roost@evil/`
 * and `https://evil/?app://roost/` all contain the right letters.
 */
export function isOwnUrl(url: string): boolean {
  const parsed = parseUrl(url)
  return (
    parsed !== null &&
    parsed.protocol === `${pageScheme}:` &&
    parsed.host === pageHost &&
    parsed.username === '' &&
    parsed.password === ''
  )
}

/** Whether a URL may be shown as a document: ours, and no answer of the API, which would run as the owner. */
export function isOwnDocument(url: string): boolean {
  return isOwnUrl(url) && !isApiPath(new URL(url).pathname)
}

export function isApiPath(pathname: string): boolean {
  return pathname === '/api' || pathname.startsWith('/api/')
}

/** Scheme and host only: the rest of a refused URL may hold what must not reach a log. */
export function originForLog(url: string): string {
  const parsed = parseUrl(url)
  return parsed === null ? 'unreadable' : `${parsed.protocol}//${parsed.host}`
}

function parseUrl(url: string): URL | null {
  try {
    return new URL(url)
  } catch {
    return null
  }
}
