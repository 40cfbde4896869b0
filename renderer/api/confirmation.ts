import { confirmationRequired } from '../../shared/api/session'
import { isRefusal } from './refusal'

/** The person was asked for the password again and turned away from it. */
export class NotConfirmed extends Error {
  override readonly name = 'NotConfirmed'
}

interface Asking {
  readonly promise: Promise<boolean>
  readonly settle: (confirmed: boolean) => void
}

let asking: Asking | null = null
const watchers = new Set<() => void>()

function change(next: Asking | null): void {
  asking = next
  for (const watcher of watchers) watcher()
}

/** The hub wants the password again before it does this (design section 4). */
export function needsConfirmation(error: unknown): boolean {
  return isRefusal(error, 403) && error.word === confirmationRequired
}

function unsettled(): void {
  throw new Error('A promise runs its executor at once')
}

/** Has the page ask for the password; whatever else waits for it meanwhile shares the one question. */
export function askForConfirmation(): Promise<boolean> {
  if (asking) return asking.promise
  let settle: Asking['settle'] = unsettled
  const promise = new Promise<boolean>((resolve) => {
    settle = resolve
  })
  change({ promise, settle })
  return promise
}

/** Ends the question: true when the hub took the password. */
export function answerConfirmation(confirmed: boolean): void {
  const ended = asking
  change(null)
  ended?.settle(confirmed)
}

/** For `useSyncExternalStore`. */
export const confirmationQuestion = {
  watch: (watcher: () => void): (() => void) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
  isOpen: (): boolean => asking !== null,
} as const
