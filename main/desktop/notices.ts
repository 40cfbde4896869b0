import { Notification } from 'electron'
import type { IpcTypes } from '../../shared/ipc'

export type Notice = IpcTypes['notify']['arguments'][0]

export interface NoticeParts {
  /** Whether the person wants them, and is not looking at the window anyway. */
  readonly isWanted: () => boolean
  /** A click: shows the window at this place. */
  readonly open: (path: string) => void
}

/** The system's notifications, one for each tag. */
export class Notices {
  /** Kept while they are shown: one that is collected as garbage forgets its click. */
  private readonly shown = new Map<string, Notification>()

  constructor(private readonly parts: NoticeParts) {}

  show({ tag, title, body, path }: Notice): void {
    if (!this.parts.isWanted()) return
    this.shown.get(tag)?.close()
    const notification = new Notification({ title, body })
    this.shown.set(tag, notification)
    notification.on('click', () => {
      this.parts.open(path)
    })
    notification.on('close', () => {
      if (this.shown.get(tag) === notification) this.shown.delete(tag)
    })
    notification.show()
  }
}
