/** How long the hub may take to finish what is in flight (cli.md). */
const longestStop = 10_000

/** npm passes a signal on while the process group gets it too: two within this time are one (cli.md). */
const oneSignal = 1_000

export interface Stoppable {
  stop(): Promise<void>
}

/**
 * Stops the hub once, however it started or failed to.
 *
 * @param longest milliseconds
 * @returns whether it stopped by itself within that time
 */
export async function stopWithin(hub: Promise<Stoppable> | null, longest = longestStop): Promise<boolean> {
  if (hub === null) return true
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, longest, false)
  })
  // A hub that never started has said why already.
  const stopped = hub.then(
    async (running) => {
      await running.stop()
      return true
    },
    () => true,
  )
  try {
    return await Promise.race([stopped, tooLong])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * What a signal means: the first asks to stop, another at least a second later ends the process at once.
 *
 * @param now milliseconds of any steady clock
 */
export function signalHandler(now: () => number, quit: () => void, exit: () => void): () => void {
  let first: number | null = null
  return () => {
    if (first === null) {
      first = now()
      quit()
    } else if (now() - first >= oneSignal) exit()
  }
}
