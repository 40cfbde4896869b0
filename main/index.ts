import { HelpRequested, parseWindowConfig } from './config'
import { runDesktop } from './desktop/run-desktop'
import { createLog, redact } from './log'
import { widenThreadPool } from './thread-pool'

widenThreadPool(process.env)

void runDesktop({
  parseConfig: parseWindowConfig,
  isHelp: (thrown) => thrown instanceof HelpRequested,
  createLog,
  // Loaded only when it is wanted: the window does not wait for the database's libraries.
  startHub: async (options) => {
    const { startHub } = await import('./hub')
    return startHub(options)
  },
  runTask: async (task, options) => {
    const { runTask } = await import('./run-task')
    return runTask(task, options)
  },
  loadUpdater: async () => (await import('electron-updater')).autoUpdater,
  redact,
})
