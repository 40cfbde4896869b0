import { z } from 'zod'
import type { DesktopPlatform } from './ipc-bridge'

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
  /** Has a person choose a folder, under this title; the path, or null if none was chosen. */
  chooseFolder: call(z.tuple([z.string().max(200)]), z.string().nullable()),
  /** Puts text into the clipboard; the page itself has no clipboard permission. */
  copyText: call(z.tuple([z.string().max(10_000)]), z.null()),
  /** What to write under "About" and in a problem report. */
  desktopInfo: call(z.tuple([]), z.object({ version: z.string(), platform: z.enum(platforms) })),
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
