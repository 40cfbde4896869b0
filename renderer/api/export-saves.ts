import { exportSaves } from '../../shared/api/export'
import type { ExportToSave, SaveOutcome } from '../../shared/ipc-saves'
import { refusalFrom, Unreachable } from './refusal'

/** Fetches saves as a zip: the window asks where to and writes it there, a browser puts it among its downloads. */
export async function saveExport(wanted: ExportToSave): Promise<SaveOutcome> {
  const desktop = window.roost
  if (desktop) return desktop.saveExport(wanted)
  const zip = await fetchZip(wanted)
  const address = URL.createObjectURL(zip)
  const link = document.createElement('a')
  link.href = address
  link.download = wanted.name
  link.click()
  // The download has the bytes once it has begun; a page that stays open must not keep them.
  setTimeout(() => URL.revokeObjectURL(address), longestStart)
  return 'saved'
}

/** Milliseconds a browser may take to begin a download. */
const longestStart = 60_000

async function fetchZip({ request }: ExportToSave): Promise<Blob> {
  try {
    const response = await fetch(exportSaves.path, {
      method: exportSaves.method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      cache: 'no-store',
      redirect: 'error',
    })
    if (!response.ok) throw await refusalFrom(response)
    return await response.blob()
  } catch (error) {
    // What fetch throws when the hub is gone, also in the middle.
    if (error instanceof TypeError) throw new Unreachable('The hub did not answer', { cause: error })
    throw error
  }
}
