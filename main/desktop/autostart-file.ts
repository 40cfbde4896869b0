import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

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
