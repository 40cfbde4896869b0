/** Puts text into the clipboard; false where the page may not. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (window.roost) await window.roost.copyText(text)
    // Not there on a plain http address of the LAN.
    else if ('clipboard' in navigator) await navigator.clipboard.writeText(text)
    else return false
    return true
  } catch {
    return false
  }
}
