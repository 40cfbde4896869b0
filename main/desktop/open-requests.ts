import type { ClientRequest } from 'node:http'

/**
 * The requests of the document in the window that the hub has not finished answering. Electron does not always tell
 * when the page gives one up (a fetch that is aborted before its answer goes on for ever), but when the document is
 * gone, so are they.
 */
export class OpenRequests {
  private readonly open = new Set<ClientRequest>()

  follow(request: ClientRequest): void {
    this.open.add(request)
    request.once('close', () => {
      this.open.delete(request)
    })
  }

  giveUp(): void {
    for (const request of this.open) request.destroy()
  }
}
