import { join } from 'node:path'
import { app, session } from 'electron'
import type { BrowserWindow, WebContents } from 'electron'
import type { HubOptions, RunningHub } from '../hub'
import { handleAppProtocol, registerAppScheme } from './app-protocol'
import { hubArguments } from './command-line'
import { developmentServer } from './development'
import { exitOnFault, failAndExit, failureOf, showHelpAndExit } from './failure'
import { handleIpc } from './ipc'
import { ipcHandlers } from './ipc-handlers'
import { systemKeychain } from './keychain'
import { LateHub } from './late-hub'
import type { DesktopLog } from './log'
import { setMenu } from './menu'
import { guardNavigation } from './navigation-guard'
import { settleProfile } from './profile'
import { OpenRequests } from './open-requests'
import { quitOnSignals, stopHubOnQuit } from './quit'
import { lockDownSession } from './session-lockdown'
import { StartupTiming } from './startup-timing'
import { openWindow, raiseWindow } from './window'
import { prepareWindowChannel } from './window-channel'

type Config = HubOptions['config']

/** What the desktop app is put together from; main/index.ts names the real ones. */
export interface DesktopParts {
  /** @throws an error whose message says which flag or setting is wrong */
  parseConfig(argv: readonly string[], env: NodeJS.ProcessEnv): Config
  /** Whether what {@link parseConfig} threw is the help text somebody asked for. */
  isHelp(thrown: unknown): boolean
  createLog(level: Config['logLevel']): HubOptions['log']
  /** Loads the hub's libraries, then starts it. */
  startHub(options: HubOptions): Promise<RunningHub>
}

/** A hub whose window does not paint within this many milliseconds starts all the same. */
const longestWaitForPaint = 3_000

/** Runs Roost as a desktop app until it is quit. */
export async function runDesktop(parts: DesktopParts): Promise<void> {
  const config = configOrExit(parts)
  if (config === null) return
  try {
    const log = parts.createLog(config.logLevel)
    exitOnFault(log)
    const server = developmentServer(process.env, app.isPackaged)
    if (!prepareApp(config, server, log)) return
    await app.whenReady()
    await openRoost(parts, config, server, log)
  } catch (error) {
    failAndExit(failureOf(error), process.env)
  }
}

function configOrExit(parts: DesktopParts): Config | null {
  try {
    return parts.parseConfig(hubArguments(process.argv, app.isPackaged), process.env)
  } catch (error) {
    const { message } = failureOf(error)
    if (parts.isHelp(error)) showHelpAndExit(message)
    else failAndExit({ message, exitCode: 2 }, process.env)
    return null
  }
}

/** What has to be settled before Electron is ready. @returns false if another Roost has this data folder open. */
function prepareApp(config: Config, server: URL | null, log: DesktopLog): boolean {
  // As root Chromium starts only without its sandbox, and asking for it would then end the app.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerAppScheme()
  settleProfile(config.dataFolder)
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return false
  }
  setMenu(process.platform, server !== null)
  app.on('session-created', (created) => {
    lockDownSession(created, server, log)
  })
  app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents, log)
  })
  return true
}

/** The window first, then the hub: people see Roost while its database opens. */
async function openRoost(
  parts: DesktopParts,
  config: Config,
  server: URL | null,
  log: HubOptions['log'],
): Promise<void> {
  const timing = new StartupTiming(process.getCreationTime() ?? Date.now(), Date.now, log)
  const channel = prepareWindowChannel(process.platform, process.env)
  app.once('quit', () => {
    channel.remove()
  })
  const pageFolder = join(app.getAppPath(), 'dist', 'renderer')
  const hub = new LateHub(async () =>
    parts.startHub({ config, log, window: channel, pageFolder, keychain: await systemKeychain() }),
  )
  stopHubOnQuit(hub, log)
  quitOnSignals()
  const openRequests = new OpenRequests()
  handleAppProtocol(session.defaultSession, {
    pageFolder,
    channel,
    openRequests,
    hubReady: hub.running,
    developmentServer: server,
    log,
  })
  const window = openWindow(join(app.getAppPath(), 'dist', 'main', 'preload.cjs'), server !== null)
  timing.mark('window_created')
  handleIpc(window.webContents, ipcHandlers(window, channel), log)
  giveUpWithDocument(window.webContents, openRequests)
  followWindow(window, hub, timing)

  const { ready } = await hub.running
  timing.mark('hub_ready')
  process.stdout.write(`${JSON.stringify(ready)}\n`)
}

/** A new document, a crashed one or a closed window: whatever the last one asked for, nobody waits for it now. */
function giveUpWithDocument(contents: WebContents, openRequests: OpenRequests): void {
  const giveUp = (): void => {
    openRequests.giveUp()
  }
  contents.on('did-navigate', giveUp)
  contents.on('render-process-gone', giveUp)
  contents.once('destroyed', giveUp)
}

function followWindow(window: BrowserWindow, hub: LateHub, timing: StartupTiming): void {
  const impatient = setTimeout(() => {
    hub.start()
  }, longestWaitForPaint)
  window.once('ready-to-show', () => {
    timing.mark('first_content')
    clearTimeout(impatient)
    hub.start()
  })
  window.webContents.once('did-finish-load', () => {
    timing.mark('page_loaded')
  })
  app.on('second-instance', () => {
    if (!window.isDestroyed()) raiseWindow(window)
  })
}
