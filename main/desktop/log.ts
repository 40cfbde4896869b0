/** The part of the hub's logger the desktop uses: fields first, then a sentence. */
export interface DesktopLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
