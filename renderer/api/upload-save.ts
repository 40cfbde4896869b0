import { type Save, save, updateSave } from '../../shared/api/saves'
import type { DesktopBridge } from '../../shared/ipc'
import { type SaveTarget, uploadRequest } from '../../shared/ipc-saves'
import { Refusal, refusalFrom, UnexpectedAnswer, Unreachable } from './refusal'

/** Bytes a page sends by itself: it holds the file in memory, which the app need not. */
export const mostFromPage = 32 * 1024 * 1024

export interface SaveUpload {
  readonly target: SaveTarget
  /** The name it is stored under, where that is not the file's own. */
  readonly name: string | null
}

/** The file could not be read, or not to its end. */
export class FileUnreadable extends Error {
  override readonly name = 'FileUnreadable'
}

/** Sends a file from a browser. */
export async function sendFromPage(file: File, { target, name }: SaveUpload): Promise<Save> {
  const { method, path } = uploadRequest(target)
  const body = new FormData()
  body.append('saveFile', file, name ?? file.name)
  let response: Response
  try {
    response = await fetch(path, { method, body, cache: 'no-store', redirect: 'error' })
  } catch (cause) {
    throw new Unreachable('The hub did not answer', { cause })
  }
  if (!response.ok) throw await refusalFrom(response)
  return checked(await response.text())
}

/** Has the app send a file that was chosen in the window; null when it was cancelled. */
export async function sendFromWindow(
  desktop: DesktopBridge,
  ticket: string,
  { target, name }: SaveUpload,
): Promise<Save | null> {
  const outcome = await desktop.sendSaveFile({ ticket, target, name })
  switch (outcome.kind) {
    case 'cancelled':
      return null
    case 'unreadable':
      throw new FileUnreadable('The file could not be read')
    case 'broken':
      throw new Unreachable('The hub did not answer')
    case 'answered': {
      const { status, body } = outcome
      if (status !== updateSave.status) throw await refusalFrom(new Response(body, { status }))
      return checked(body)
    }
  }
}

function checked(text: string): Save {
  try {
    return save.parse(JSON.parse(text))
  } catch (cause) {
    throw new UnexpectedAnswer('The answer is not what was agreed', { cause })
  }
}

/** The bytes arrived and were kept aside, because the hub would not put them in place of what is there. */
export function wasKeptAside(error: unknown): boolean {
  return error instanceof Refusal && error.status === 409
}
