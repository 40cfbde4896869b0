import { app, dialog } from 'electron'
import type { FaultReport } from './fault-report'
import type { DesktopLog } from './log'
import { HubBrokeOff } from './page-stream'

/** A failure that ends the app: what to say, and the exit status of cli.md. */
export interface Failure {
  readonly message: string
  readonly exitCode: number
}

/** The exit status of a fault of ours. */
export const faultStatus = 1

/** Whether nobody is there to read a box and close it. */
export function isUnattended(env: NodeJS.ProcessEnv): boolean {
  return env['CI'] !== undefined && env['CI'] !== ''
}

/** For whoever started Roost from a terminal. */
export function tellTerminal({ message, exitCode }: Failure): void {
  process.stderr.write(
    `${JSON.stringify({ level: 'error', event: 'failed', message, exit_code: exitCode })}\n`,
  )
}

/**
 * Says why Roost cannot go on and ends it. Standard error gets the message too, for whoever started it from a
 * terminal; with `CI` set there is nobody to close a box, so none is shown.
 */
export function failAndExit(failure: Failure, env: NodeJS.ProcessEnv): void {
  tellTerminal(failure)
  if (!isUnattended(env)) dialog.showErrorBox('Roost cannot go on', failure.message)
  app.exit(failure.exitCode)
}

export function showHelpAndExit(help: string): void {
  process.stdout.write(`${help}\n`)
  app.exit(0)
}

/**
 * A fault of ours ends the app, as it ends the headless hub: nothing that was answered is lost by that, and going on
 * in an unknown state might lose something. Without this Electron would show a box of its own and go on.
 */
export function exitOnFault(log: DesktopLog, faults: FaultReport): void {
  process.on('uncaughtException', (error) => {
    // A request that the page has forgotten: Electron leaves its stream without anybody to hear of errors.
    if (error instanceof HubBrokeOff) return
    log.error({ stack: error.stack }, 'a fault ends Roost')
    faults.note({ where: 'app', message: error.message, stack: error.stack ?? '' })
    failAndExit(failureOf(error), process.env)
  })
}

/** The exit status an error carries, or that of a fault of ours. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  const exitCode = error instanceof Error && 'exitCode' in error ? error.exitCode : undefined
  return { message, exitCode: typeof exitCode === 'number' ? exitCode : faultStatus }
}
