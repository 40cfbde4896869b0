const preferenceKey = 'roost.singleKeys'

/** Whether keys without a modifier are shortcuts here; they are, until somebody turns them off. */
export function hasSingleKeys(): boolean {
  try {
    return localStorage.getItem(preferenceKey) !== 'off'
  } catch {
    return true
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(preferenceKey)
    else localStorage.setItem(preferenceKey, 'off')
  } catch {
    // A browser that keeps nothing has them.
  }
}
