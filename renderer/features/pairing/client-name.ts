/** Programs by the names people know them by; product names are the same in every language. */
const productNames: Readonly<Record<string, string>> = {
  'argosy-launcher': 'Argosy Launcher',
  'decky-romm-sync': 'decky-romm-sync',
  'romm-tender': 'romm-tender',
  grout: 'grout',
}

export function clientName(client: string): string {
  return productNames[client] ?? client
}

/** grout never shows its code, only a QR (clients.md 3.2), so there is nothing to compare. */
export function showsItsCode(client: string): boolean {
  return client !== 'grout'
}
