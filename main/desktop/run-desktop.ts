import { join } from 'node:path'
import { app, session } from 'electron'
import type { BrowserWindow, WebContents } from 'electron'
import type { HubOptions, RunningHub } from '../hub'
import { handleAppProtocol, registerAppScheme } from './app-protocol'
import { BackgroundLife } from './background-life'
import { type DesktopArguments, desktopArguments } from './command-line'
import { DatabaseRestore, type RunTask, type Task } from './database-restore'
import { DesktopChoices } from './desktop-choices'
import { developmentServer } from './development'
import { exitOnFault, failAndExit, failureOf, showHelpAndExit } from './failure'
import { FaultReport } from './fault-report'
import { afterFirstScreen } from './first-screen'
import { handleIpc } from './ipc'
import { createIpcHandlers } from './ipc-handlers'
import { systemKeychain } from './keychain'
import { LateHub } from './late-hub'
import type { DesktopLog } from './log'
import { loginItem, startCommand } from './login-item'
import { mendPage } from './mend-page'
import { setMenu } from './menu'
import { guardNavigation } from './navigation-guard'
import { showPlace } from './page-link'
import { settleProfile } from './profile'
import { OpenRequests } from './open-requests'
import { noObstacle, obstacleOf, offerWayOn, RestoreAsked } from './other-hub'
import { quitOnSignals, Quitting } from './quit'
import { SaveFiles } from './save-files'
import { lockDownSession } from './session-lockdown'
import { StartupTiming } from './startup-timing'
import { hasTray } from './tray-presence'
import { type Updater, Updates, updateFeed } from './updates'
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
  /** Loads the database's libraries, then works on the data folder of a hub that does not run. */
  runTask(task: Task, options: Pick<HubOptions, 'config' | 'log'>): ReturnType<RunTask>
  /** Loads electron-updater. */
  readonly loadUpdater: () => Promise<Updater>
  /** Takes everything secret-looking out of a text. */
  readonly redact: (text: string) => string
}

/** What is settled before Electron is ready. */
interface Start {
  readonly config: Config
  readonly flags: DesktopArguments
  /** The server of `npm run dev`. */
  readonly server: URL | null
  /** Where updates come from. */
  readonly feed: string | null
  readonly faults: FaultReport
}

/** Runs Roost as a desktop app until it is quit. */
export async function runDesktop(parts: DesktopParts): Promise<void> {
  const flags = desktopArguments(process.argv, app.isPackaged)
  const config = configOrExit(parts, flags)
  if (config === null) return
  try {
    const log = parts.createLog(config.logLevel)
    const server = developmentServer(process.env, app.isPackaged)
    const feed = updateFeed(process.env)
    if (!prepareApp(config, server, log)) return
    const faults = new FaultReport(app.getPath('userData'), runningVersion(), parts.redact)
    exitOnFault(log, faults)
    await app.whenReady()
    await openRoost(parts, { config, flags, server, feed, faults }, log)
  } catch (error) {
    failAndExit(failureOf(error), process.env)
  }
}

/** For the report of a fault: what runs where. */
function runningVersion(): string {
  const { electron, chrome, node } = process.versions
  return `Roost ${app.getVersion()}, Electron ${electron}, Chromium ${chrome}, Node ${node}, ${process.platform} ${process.arch}`
}

function configOrExit(parts: DesktopParts, flags: DesktopArguments): Config | null {
  try {
    return parts.parseConfig(flags.hub, process.env)
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
  setMenu({
    platform: process.platform,
    development: server !== null,
    words: null,
    go: () => undefined,
    showShortcuts: () => undefined,
  })
  app.on('session-created', (created) => {
    lockDownSession(created, server, log)
  })
  app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents, log)
  })
  return true
}

/** The window first, then the hub: people see Roost while its database opens. */
async function openRoost(parts: DesktopParts, start: Start, log: HubOptions['log']): Promise<void> {
  const { config, server, flags, faults } = start
  const timing = new StartupTiming(process.getCreationTime() ?? Date.now(), Date.now, log)
  const channel = prepareWindowChannel(process.platform, process.env)
  app.once('quit', () => {
    channel.remove()
  })
  const appFolder = app.getAppPath()
  const pageFolder = join(appFolder, 'dist', 'renderer')
  const hub = new LateHub(async () => {
    if (flags.restores) throw new RestoreAsked()
    return parts.startHub({
      config,
      log,
      window: channel,
      pageFolder,
      keychain: await systemKeychain(),
      // Nothing is stored until Roost starts again: whoever moved the data and went away is called back.
      onMoved: () => showPlace(window, '/storage'),
    })
  })
  const quitting = new Quitting(hub, log)
  quitOnSignals(quitting)
  const openRequests = new OpenRequests()
  handleAppProtocol(session.defaultSession, {
    pageFolder,
    channel,
    openRequests,
    hubReady: hub.running,
    developmentServer: server,
    log,
  })
  const trayPresence = hasTray(process.platform, process.env)
  const window = openWindow({ appFolder, development: server !== null })
  timing.mark('window_created')
  const userData = app.getPath('userData')
  const life = new BackgroundLife({
    window,
    choices: new DesktopChoices(userData),
    loginItem: loginItem(process.platform, startCommand(flags.hub, process.env), process.env),
    quitting,
    trayPresence,
    development: server !== null,
  })
  let obstacle = noObstacle
  const updates = new Updates(start.feed, userData, parts.loadUpdater, log)
  const saveFiles = new SaveFiles(window, channel)
  const restore = new DatabaseRestore((task) => parts.runTask(task, { config, log }))
  const onPageShown = afterFirstScreen(window, () => {
    timing.mark('first_content')
    void life.appear(flags.hidden)
    hub.start()
  })
  handleIpc(
    window.webContents,
    createIpcHandlers({
      life,
      updates,
      faults,
      saveFiles,
      quitting,
      restore,
      obstacle: () => obstacle,
      onPageShown,
    }),
    log,
  )
  giveUpWithDocument(window.webContents, openRequests)
  mendPage(window.webContents, faults)
  followWindow(window, timing)

  try {
    const running = await hub.running
    timing.mark('hub_ready')
    life.follow(running)
    process.stdout.write(`${JSON.stringify(running.ready)}\n`)
  } catch (error) {
    obstacle = obstacleOf(error)
    // At login nobody asked for a window, and what it would offer is there.
    if (flags.hidden || !offerWayOn(obstacle, window, quitting, log)) throw error
  }
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

function followWindow(window: BrowserWindow, timing: StartupTiming): void {
  window.webContents.once('did-finish-load', () => {
    timing.mark('page_loaded')
  })
  app.on('second-instance', () => {
    if (!window.isDestroyed()) raiseWindow(window)
  })
}
