import { z } from 'zod'
import type { DesktopPlatform } from './ipc-bridge'
import { chosenFile, saveOutcome, sendOrder, sendOutcome, sendProgress, versionToSave } from './ipc-saves'

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

/**
 * All the window may ask of the desktop app: only what a browser cannot do. Main's handlers, the page's
 * `window.roost` (`ipc-bridge.ts`) and the test double are made from this one object.
 */
export const ipcSchema = {
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
}
