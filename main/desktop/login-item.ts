import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { app } from 'electron'

/** Whether Roost starts when this person logs in to the computer. */
export interface LoginItem {
  isOn(): boolean
  /** @throws what the system says when it cannot be changed */
  set(on: boolean): void
}

/** How Roost is started at login: hidden, and with what it was told this time. */
export interface StartCommand {
  readonly program: string
  readonly flags: readonly string[]
}

/** @param hubFlags what the person wrote, so that the same household starts again */
export function startCommand(hubFlags: readonly string[], env: NodeJS.ProcessEnv): StartCommand {
  // An AppImage runs from a folder that is gone when it ends; its own file is named by this variable.
  const program = env['APPIMAGE'] ?? process.execPath
  const appFolder = app.isPackaged ? [] : [app.getAppPath()]
  return { program, flags: [...appFolder, '--hidden', ...hubFlags] }
}

export function loginItem(
  platform: NodeJS.Platform,
  command: StartCommand,
  env: NodeJS.ProcessEnv,
): LoginItem | null {
  if (platform === 'linux') return autostartFile(command, env)
  if (platform !== 'win32' && platform !== 'darwin') return null
  const given = { path: command.program, args: [...command.flags] }
  return {
    isOn: () => app.getLoginItemSettings(given).openAtLogin,
    set: (on) => app.setLoginItemSettings({ ...given, openAtLogin: on }),
  }
}

/** XDG Desktop Application Autostart Specification: a .desktop file in a folder of the person's own. */
export function autostartFile({ program, flags }: StartCommand, env: NodeJS.ProcessEnv): LoginItem {
  const configured = env['XDG_CONFIG_HOME'] ?? ''
  const folder = configured === '' ? join(env['HOME'] ?? homedir(), '.config') : configured
  const file = join(folder, 'autostart', 'roost.desktop')
  return {
    isOn: () => existsSync(file),
    set: (on) => {
      if (!on) {
        rmSync(file, { force: true })
        return
      }
      mkdirSync(dirname(file), { recursive: true })
      const exec = [program, ...flags].map(quoted).join(' ')
      const lines = ['[Desktop Entry]', 'Type=Application', 'Name=Roost', `Exec=${exec}`, 'Terminal=false']
      writeFileSync(file, `${lines.join('\n')}\n`)
    },
  }
}

/**
 * Desktop Entry Specification, "The Exec key": an argument in quotes, with `"`, `` ` ``, `$` and `\` escaped, then once
 * more as a string of the file, and `%` doubled.
 */
function quoted(argument: string): string {
  const escaped = argument.replaceAll(/["`$\\]/g, String.raw`\$&`)
  return `"${escaped
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replaceAll('\n', String.raw`\n`)}"`
}
