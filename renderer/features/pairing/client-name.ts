import { knownClient } from '../../../shared/known-devices'

/** Programs by the names people know them by; product names are the same in every language. */
export function clientName(client: string): string {
  return knownClient(client).name
}

/** grout never shows its code, only a QR (clients.md 3.2), so there is nothing to compare. */
export function showsItsCode(client: string): boolean {
  return client !== 'grout'
}
