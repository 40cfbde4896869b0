/** Switches that belong to Chromium or Electron; all of them carry their value behind `=`. */
const runtimeSwitch = new RegExp(
  `^--(?:${[
    'no-sandbox',
    'no-zygote',
    'in-process-gpu',
    '(?:disable|enable|force|ignore|use|gpu|ozone|remote-debugging|inspect|trace|proxy|password-store|allow)(?:-.*)?',
    'gtk-version',
    'js-flags',
    'lang',
    'user-data-dir',
    'original-process-start-time',
    'vmodule',
    'v',
    'class',
  ].join('|')})(?:=.*)?$`,
)

/** macOS gives an app it opens from the Finder its process serial number. */
const finderArgument = /^-psn_/

/**
 * What a person wrote for Roost, out of what Electron was started with. Anything that is not known to be Chromium's
 * stays, so that a misspelt flag of ours is refused and not ignored.
 *
 * @param argv `process.argv`
 * @param packaged whether the executable is Roost itself; otherwise the first plain argument is the app's folder
 */
export function hubArguments(argv: readonly string[], packaged: boolean): string[] {
  const given = argv.slice(1)
  const start = packaged ? 0 : given.findIndex((argument) => !argument.startsWith('-')) + 1
  return given
    .slice(start)
    .filter((argument) => !runtimeSwitch.test(argument) && !finderArgument.test(argument))
}

const hiddenFlag = '--hidden'
const restoreFlag = '--put-back'

/** How the program that runs now is started anew, for a person: with its window, and to put the database back or not. */
export function argumentsAgain(argv: readonly string[], restores: boolean): string[] {
  const given = argv.slice(1).filter((argument) => argument !== hiddenFlag && argument !== restoreFlag)
  return restores ? [...given, restoreFlag] : given
}

/** What is for the window and not for the hub. */
export interface DesktopArguments {
  /** Started at login: without showing the window, where a tray shows that Roost runs. */
  readonly hidden: boolean
  /** Started to put the database back, by {@link restoreFlag}: the hub does not start. */
  readonly restores: boolean
  readonly hub: readonly string[]
}

/** {@link hubArguments}, with the window's own flags taken out. */
export function desktopArguments(argv: readonly string[], packaged: boolean): DesktopArguments {
  const given = hubArguments(argv, packaged)
  const hub = given.filter((argument) => argument !== hiddenFlag && argument !== restoreFlag)
  return { hidden: given.includes(hiddenFlag), restores: given.includes(restoreFlag), hub }
}
