/** How many saves and games are on their way at this moment: whoever stops the hub or lets the machine sleep asks first. */
export class Traffic {
  private running = 0
  private readonly listeners = new Set<() => void>()

  /** Transfers that have begun and not ended. */
  get count(): number {
    return this.running
  }

  /** A transfer has begun; the answer tells once that it ended. */
  begin(): () => void {
    this.running += 1
    this.tell()
    let ended = false
    return () => {
      if (ended) return
      ended = true
      this.running -= 1
      this.tell()
    }
  }

  /** Calls back whenever {@link count} changed; the answer ends it. */
  watch(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Resolves when nothing is on its way. */
  idle(): Promise<void> {
    if (this.running === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const unwatch = this.watch(() => {
        if (this.running > 0) return
        unwatch()
        resolve()
      })
    })
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}
