/** The programs whose forms are known, and everything else. */
export const handheldClients = ['grout', 'argosy', 'decky', 'other'] as const
export type HandheldClient = (typeof handheldClients)[number]

/** Where a browser or window remembers which program was asked about. */
const preferenceKey = 'roost.handheld-client'

/** The program somebody asked about here the last time. */
export function rememberedClient(): HandheldClient {
  try {
    const word = localStorage.getItem(preferenceKey)
    return handheldClients.find((client) => client === word) ?? 'grout'
  } catch {
    return 'grout'
  }
}

export function rememberClient(client: HandheldClient): void {
  try {
    localStorage.setItem(preferenceKey, client)
  } catch {
    // A browser that keeps nothing asks again the next time.
  }
}
