/**
 * Address schemes of programs that a code may be handed to by the page itself (wire.md 15.2). Only a scheme that a
 * program's makers have documented belongs here: an address of any other is never opened, whatever it is (W-29). None
 * of the known clients documents one, so every code is typed or scanned.
 */
const clientSchemes: ReadonlySet<string> = new Set()

/** The address that hands `code` to a program, or null where the page must not open it. */
export function handingOver(
  callback: string,
  code: string,
  schemes: ReadonlySet<string> = clientSchemes,
): string | null {
  try {
    const address = new URL(callback)
    if (!schemes.has(address.protocol.slice(0, -1))) return null
    address.searchParams.set('code', code)
    return address.href
  } catch {
    return null
  }
}
