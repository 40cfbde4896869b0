/** What a failure of the system is called, e.g. `EACCES`; its whole message where it has no code. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
