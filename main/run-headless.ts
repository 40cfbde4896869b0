import { join } from 'node:path'
import { ConfigError, HelpRequested, parseConfig } from './config'
import { HubStartError, startHub } from './hub'
import { createLog } from './log'
import { runTask } from './run-task'

/** Milliseconds within which two signals are one: npm passes a signal on while the process group gets it too. */
const sameSignal = 1_000

/** The hub without a window: flags in, one ready line out, signals, exit statuses (cli.md). */
export async function runHeadless(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    const config = parseConfig(argv, environment)
    const log = createLog(config.logLevel)
    if (config.task) {
      const { summary, exitCode } = await runTask(config.task, { config, log }).catch(
        config.task.kind === 'restore' ? sayChoices : rethrow,
      )
      process.stdout.write(`${JSON.stringify(summary)}\n`)
      process.exitCode = exitCode
      return
    }
    const pageFolder = join(__dirname, '..', 'renderer')
    const start = (port: number) =>
      startHub({ config: { ...config, port }, log, pageFolder, onMoved: () => void startAgain() })
    let running = start(config.port)
    // People and handhelds know the port; the ready line was said.
    const startAgain = async () => {
      const former = await running
      running = former.stop().then(() => start(Number(new URL(former.ready.url).port)))
      await running.catch((error: unknown) => process.exit(report(error)))
    }
    const isStopping = stopOnSignal(async () => {
      // One that does not start has said why.
      const hub = await running.catch(() => null)
      await hub?.stop()
    })
    const { ready } = await running
    if (!isStopping()) process.stdout.write(`${JSON.stringify(ready)}\n`)
  } catch (error) {
    process.exitCode = report(error)
  }
}

/** What `--restore` takes, for whoever named something else. */
function sayChoices(error: unknown): never {
  if (!(error instanceof HubStartError) || error.exitCode !== 2) throw error
  const choices =
    'Name a snapshot (a .sqlite file), the folder of your backups, or `latest` for the newest snapshot.'
  throw new HubStartError(`${error.message} ${choices}`, 2, { cause: error })
}

function rethrow(error: unknown): never {
  throw error
}

/** @returns whether somebody asked. */
function stopOnSignal(stop: () => Promise<void>): () => boolean {
  let firstAt: number | null = null
  const onSignal = () => {
    const now = performance.now()
    if (firstAt !== null) {
      if (now - firstAt >= sameSignal) process.exit(0)
      return
    }
    firstAt = now
    stop().then(
      () => process.exit(0),
      (error: unknown) => process.exit(report(error)),
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  return () => firstAt !== null
}

/** Says what happened, and answers the exit status that means it. */
function report(error: unknown): number {
  if (error instanceof HelpRequested) {
    process.stdout.write(error.message)
    return 0
  }
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`)
    return 2
  }
  const log = createLog('info')
  if (error instanceof HubStartError) {
    log.error({ exit: error.exitCode }, error.message)
    return error.exitCode
  }
  log.error({ err: error }, 'the hub failed by a fault of its own')
  return 1
}
