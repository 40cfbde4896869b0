import { z } from 'zod'
import { desktopWords } from './desktop-words'
import type { DesktopPlatform } from './ipc-bridge'
import {
  chosenFile,
  exportToSave,
  saveOutcome,
  sendOrder,
  sendOutcome,
  sendProgress,
  versionToSave,
} from './ipc-saves'

/** One call from the page to the desktop app: what it takes and what it answers, both checked in the main process. */
export interface IpcCall<Arguments extends unknown[], Result> {
  readonly arguments: z.ZodType<Arguments>
  readonly result: z.ZodType<Result>
}

function call<Arguments extends unknown[], Result>(
  takes: z.ZodType<Arguments>,
  answers: z.ZodType<Result>,
): IpcCall<Arguments, Result> {
  return { arguments: takes, result: answers }
}

const platforms = ['linux', 'win32', 'darwin', 'other'] as const satisfies readonly DesktopPlatform[]

/** What a person chose for the desktop app. Null: this desktop cannot do it, so there is nothing to choose. */
export const desktopSettings = z.object({
  startAtLogin: z.boolean().nullable(),
  closeToTray: z.boolean().nullable(),
  notifications: z.boolean(),
})
export type DesktopSettings = z.infer<typeof desktopSettings>

/** What of it a person wants otherwise. */
const desktopWishes = desktopSettings.partial()
export type DesktopWishes = z.infer<typeof desktopWishes>

/** Where updates come from and what is known of them. `off`: no feed is configured, so nobody is asked. */
export const updateState = z.object({
  state: z.enum(['off', 'idle', 'checking', 'downloading', 'ready', 'failed']),
  /** The newer version, where there is one. */
  version: z.string().nullable(),
})
export type UpdateState = z.infer<typeof updateState>

/** A port that another program listens on, and which one, as far as the system tells. */
export const takenPort = z.object({
  port: z.number().int(),
  program: z.string().nullable(),
  pid: z.number().int().nullable(),
})
export type TakenPort = z.infer<typeof takenPort>

export const startFailure = z.object({
  /** In the words of the hub's catalogue. */
  message: z.string(),
  /** Why another database can be put in the place of the one there is; null where it cannot. */
  restore: z.enum(['damaged', 'asked']).nullable(),
})
export type StartFailure = z.infer<typeof startFailure>

/** The newest snapshot, what is written beside the saves, or the folder of the backups. */
export const restoreFrom = z.union([
  z.enum(['snapshot', 'saves']),
  z.object({ folder: z.string().min(1).max(4_096) }),
])
export type RestoreFrom = z.infer<typeof restoreFrom>

export const restoreOutcome = z.object({
  /** Why it could not be; null when it was done. */
  problem: z.string().nullable(),
  /** Versions that came later than the copy, and were found beside the saves. */
  versions: z.number().int(),
  /** Versions whose bytes are not there. */
  withoutBytes: z.number().int(),
})
export type RestoreOutcome = z.infer<typeof restoreOutcome>

/** The name of a place in the page: a path of ours, nothing else. */
const pagePath = z
  .string()
  .max(500)
  .regex(/^\/(?!\/)[\w\-./]*$/)

/**
 * All the window may ask of the desktop app: only what a browser cannot do. Main's handlers, the page's
 * `window.roost` (`ipc-bridge.ts`) and the test double are made from this one object.
 */
export const ipcSchema = {
  /** The page has drawn its first screen: what would hold that up may begin. */
  pageShown: call(z.tuple([]), z.null()),
  /** Has a person choose a folder, under this title; the path, or null if none was chosen. */
  chooseFolder: call(z.tuple([z.string().max(200)]), z.string().nullable()),
  /** Puts text into the clipboard; the page itself has no clipboard permission. */
  copyText: call(z.tuple([z.string().max(10_000)]), z.null()),
  /** What to write under "About" and in a problem report. */
  desktopInfo: call(z.tuple([]), z.object({ version: z.string(), platform: z.enum(platforms) })),
  /** Has a person choose a save on this computer; null when they did not. */
  chooseSaveFile: call(z.tuple([]), chosenFile.nullable()),
  /** Streams a chosen file to the hub; a ticket is good for one time. */
  sendSaveFile: call(z.tuple([sendOrder]), sendOutcome),
  /** How far a file is; null before and after. */
  sendProgress: call(z.tuple([z.string().max(64)]), sendProgress.nullable()),
  cancelSending: call(z.tuple([z.string().max(64)]), z.null()),
  /** Asks where to put a version of a save, and writes it there. */
  saveVersion: call(z.tuple([versionToSave]), saveOutcome),
  /** Asks where to put an export, and writes it there. */
  saveExport: call(z.tuple([exportToSave]), saveOutcome),
  desktopSettings: call(z.tuple([]), desktopSettings),
  /** Changes what is given; answers what holds now, which the system may have decided otherwise. */
  changeDesktopSettings: call(z.tuple([desktopWishes]), desktopSettings),
  /** The words of the chosen language, how many things wait for a person, and the hub's state in a sentence. */
  describe: call(
    z.tuple([
      z.object({
        words: desktopWords,
        waiting: z.number().int().min(0).max(9_999),
        status: z.string().max(300),
      }),
    ]),
    z.null(),
  ),
  /** Tells a person who is not looking at the window; a click opens the path. The same tag replaces the earlier one. */
  notify: call(
    z.tuple([
      z.object({
        tag: z.string().max(100),
        title: z.string().min(1).max(200),
        body: z.string().max(500),
        path: pagePath,
      }),
    ]),
    z.null(),
  ),
  /** The address of the hub without a window that has the data folder open; null when there is none. */
  otherHub: call(z.tuple([]), z.string().nullable()),
  /** Opens that address in the person's browser. */
  openOtherHub: call(z.tuple([]), z.null()),
  /** The port another program has, when that kept the hub from starting; null when it did not. */
  takenPort: call(z.tuple([]), takenPort.nullable()),
  /** Why the hub could not start; null when it did. */
  startFailure: call(z.tuple([]), startFailure.nullable()),
  /** Ends Roost in order and starts it to put the database back, and for nothing else. */
  startToRestore: call(z.tuple([]), z.null()),
  /** Puts another database in the place of the one there is. */
  restoreDatabase: call(z.tuple([restoreFrom]), restoreOutcome),
  /** Ends Roost in order and starts it anew: the other hub was stopped, or the data is in another folder. */
  startAgain: call(z.tuple([]), z.null()),
  updateState: call(z.tuple([]), updateState),
  checkForUpdates: call(z.tuple([]), updateState),
  /** Quits, puts the downloaded version in place and starts it. */
  installUpdate: call(z.tuple([]), z.null()),
  /** The last fault, without secrets, as it was written down on this machine; null when there was none. */
  faultReport: call(z.tuple([]), z.string().nullable()),
  /** A fault of the page itself. */
  noteFault: call(
    z.tuple([z.object({ message: z.string().max(2_000), stack: z.string().max(8_000) })]),
    z.null(),
  ),
}

/** What the desktop app tells the page without being asked. */
export const desktopEvents = {
  /** A person chose a place from a menu, the tray or a notification. */
  go: pagePath,
  /** A person asked for the list of keyboard shortcuts in the menu. */
  shortcuts: z.null(),
  /** The machine slept, or the network changed: streams may be dead without knowing it. */
  woke: z.null(),
}
export type DesktopEventName = keyof typeof desktopEvents
export type DesktopEventTypes = {
  readonly [Name in DesktopEventName]: z.infer<(typeof desktopEvents)[Name]>
}

export type IpcName = keyof typeof ipcSchema

type CallOf<Name extends IpcName> = (typeof ipcSchema)[Name]

/** The types behind each name, derived from the schema. */
export type IpcTypes = {
  [Name in IpcName]: CallOf<Name> extends IpcCall<infer Arguments, infer Result>
    ? { arguments: Arguments; result: Result }
    : never
}

/** The form of the schema in which a name chosen at run time keeps its types. */
export type IpcCalls = {
  readonly [Name in IpcName]: IpcCall<IpcTypes[Name]['arguments'], IpcTypes[Name]['result']>
}

/** Every name of the schema. */
export const ipcNames: readonly IpcName[] = Object.keys(ipcSchema).filter(isIpcName)

function isIpcName(name: string): name is IpcName {
  return Object.hasOwn(ipcSchema, name)
}

/** What the main process provides: one function per name. */
export type IpcHandlers = {
  readonly [Name in IpcName]: (
    ...taken: IpcTypes[Name]['arguments']
  ) => IpcTypes[Name]['result'] | Promise<IpcTypes[Name]['result']>
}

/** `window.roost` as the page sees it; absent in a browser. */
export type DesktopBridge = {
  readonly [Name in IpcName]: (...taken: IpcTypes[Name]['arguments']) => Promise<IpcTypes[Name]['result']>
} & {
  /** Hears one kind of event; the answer ends it. */
  readonly listen: <Name extends DesktopEventName>(
    name: Name,
    listener: (told: DesktopEventTypes[Name]) => void,
  ) => () => void
}
