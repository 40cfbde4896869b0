import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/**
 * Everything that looks like a secret: client, access and refresh tokens, long hex (device codes, cookies, link and set-up secrets),
 * credentials of a header or URL, and user codes that stand in a path or behind a name.
 */
const secrets: readonly (readonly [RegExp, string])[] = [
  // Bytes are listed as numbers, which nothing below would know: a broken request carries its own, headers and all.
  [/("type":"Buffer","data":)\[[^\]]*\]/g, '$1"…"'],
  [/rmm_[0-9a-zA-Z]+/g, 'rmm_…'],
  [/(roost_[ar]t_)[0-9a-zA-Z]+/g, '$1…'],
  [/\b[0-9a-fA-F]{32,}\b/g, '…'],
  [/\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]+/gi, '$1 …'],
  [/(\/pending\/)[^/?\s"\\]+/g, '$1…'],
  [/("[^"]*(?:code|secret|token|password)"\s*:\s*")(?:[^"\\]|\\.)*/gi, '$1…'],
  [/((?:user_code|device_code|code|secret|token|password)["\\]*\s*[=:]\s*["\\]*)[^"&\s,}\\]+/gi, '$1…'],
]

/** Takes everything secret-looking out of a line. */
export function redact(line: string): string {
  return secrets.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line)
}

/** JSON lines on standard error; what looks like a token or a code never reaches it. */
export function createLog(
  level: 'error' | 'warn' | 'info' | 'debug',
  destination: DestinationStream = process.stderr,
): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: redact },
    },
    destination,
  )
}
