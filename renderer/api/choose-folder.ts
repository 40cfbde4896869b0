/** Whether this page can have a folder chosen by the system: only the window can. */
export const canChooseFolder = window.roost !== undefined

/** Has the person choose a folder in the system's own dialog; null if they did not. */
export function chooseFolder(title: string): Promise<string | null> {
  return window.roost?.chooseFolder(title) ?? Promise.resolve(null)
}
