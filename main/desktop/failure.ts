import { app, dialog } from 'electron'

/** A failure that ends the app: what to say, and the exit status of cli.md. */
export interface Failure {
  readonly message: string
  readonly exitCode: number
}

/**
 * Says why Roost cannot go on and ends it. Standard error gets the message too, for whoever started it from a
 * terminal; with `CI` set there is nobody to close a box, so none is shown.
 */
export function failAndExit(failure: Failure, env: NodeJS.ProcessEnv): void {
  process.stderr.write(
    `${JSON.stringify({ level: 'error', event: 'failed', message: failure.message, exit_code: failure.exitCode })}\n`,
  )
  if (env['CI'] === undefined || env['CI'] === '') dialog.showErrorBox('Roost cannot go on', failure.message)
  app.exit(failure.exitCode)
}

export function showHelpAndExit(help: string): void {
  process.stdout.write(`${help}\n`)
  app.exit(0)
}

/** The exit status an error carries, or 1 for a fault of ours. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  const exitCode = error instanceof Error && 'exitCode' in error ? error.exitCode : undefined
  return { message, exitCode: typeof exitCode === 'number' ? exitCode : 1 }
}
