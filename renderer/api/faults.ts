/** Has the desktop app write a fault of this page down on its own machine; a browser has its console. */
export function noteFault(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const noted = window.roost?.noteFault({ message: message.slice(0, 2_000), stack: stack.slice(0, 8_000) })
  // A report that cannot be written is no reason for another fault.
  noted?.catch(() => undefined)
}

/** Notes what nobody caught. */
export function watchFaults(): void {
  window.addEventListener('error', ({ error, message }) => noteFault(error ?? message))
  window.addEventListener('unhandledrejection', ({ reason }) => noteFault(reason))
}
