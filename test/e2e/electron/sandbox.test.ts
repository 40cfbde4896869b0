import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { plainEnvironment, roostFlags } from './launch-roost'
import { runElectron } from './run-electron'
import { asNobody, prepareNobody, whyNotUnprivileged } from './unprivileged'

const obstacle = whyNotUnprivileged()
if (obstacle !== null) console.log(`not run: ${obstacle} (the renderer's sandbox as an unprivileged user)`)

test('an ordinary user gets a renderer in the sandbox', async () => {
  // Copying a checkout that only root can read takes a while.
  test.setTimeout(120_000)
  test.skip(obstacle !== null, `not run: ${obstacle}`)
  const folder = mkdtempSync(join(tmpdir(), 'roost-sandbox-'))
  try {
    const nobody = prepareNobody(folder)
    const roost = runElectron([nobody.app, ...roostFlags(join(folder, 'home', 'data'))], {
      env: { ...plainEnvironment(), CI: 'true', ...nobody.env },
      cwd: join(folder, 'home'),
      through: asNobody,
      electron: nobody.electron,
      sandbox: true,
    })
    await roost.lineWith('"event":"startup"')
    // setpriv became the main process by exec.
    const main = String(roost.process.pid)
    const renderers = processesOf(main).filter((pid) => commandOf(pid).includes('--type=renderer'))
    expect(renderers).not.toHaveLength(0)
    for (const pid of renderers) {
      expect(commandOf(pid)).not.toContain('--no-sandbox')
      expect(statusOf(pid)).toMatchObject({ Seccomp: '2', NoNewPrivs: '1', CapEff: '0000000000000000' })
      expect(readlinkSync(`/proc/${pid}/ns/pid`)).not.toBe(readlinkSync(`/proc/${main}/ns/pid`))
    }
    roost.process.kill('SIGTERM')
    expect(await roost.exited).toBe(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** A process and all its descendants. */
function processesOf(root: string): string[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [pid, statusOf(pid)['PPid'] ?? '0'] as const),
  )
  const descends = (pid: string): boolean => {
    const parent = parents.get(pid)
    return pid === root || (parent !== undefined && parent !== '0' && descends(parent))
  }
  return [...parents.keys()].filter(descends)
}

function statusOf(pid: string): Record<string, string> {
  return Object.fromEntries(
    read(`/proc/${pid}/status`)
      .split('\n')
      .map((line) => line.split(':').map((part) => part.trim()))
      .filter((parts): parts is [string, string] => parts.length === 2),
  )
}

function commandOf(pid: string): string[] {
  return read(`/proc/${pid}/cmdline`).split(/[\0 ]/)
}

/** Empty for a process that has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
