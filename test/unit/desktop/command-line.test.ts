import { describe, expect, it } from 'vitest'
import { argumentsAgain, desktopArguments, hubArguments } from '../../../main/desktop/command-line'

const ours = [
  '--host',
  '0.0.0.0',
  '--port',
  '0',
  '--log-level',
  'debug',
  '--no-mdns',
  '--data=/d',
  '--headless',
]

describe('what of the command line is for the hub', () => {
  it('everything behind the app folder, started from the sources', () => {
    expect(hubArguments(['electron', '.', ...ours], false)).toEqual(ours)
    expect(hubArguments(['electron', '--no-sandbox', '--inspect=0', '/app', ...ours], false)).toEqual(ours)
    expect(hubArguments(['electron'], false)).toEqual([])
  })

  it('everything, when packed', () => {
    expect(hubArguments(['/opt/Roost/roost', ...ours], true)).toEqual(ours)
  })

  it.each([
    '--no-sandbox',
    '--disable-gpu',
    '--disable-features=A,B',
    '--enable-logging',
    '--ozone-platform-hint=auto',
    '--remote-debugging-port=0',
    '--inspect-brk=0',
    '--force-device-scale-factor=2',
    '--use-fake-device-for-media-stream',
    '--allow-file-access-from-files',
    '--original-process-start-time=1',
    '--lang=fr',
    '--v=1',
    '-psn_0_12345',
  ])('not %s', (given) => {
    expect(hubArguments(['roost', given, '--port', '1'], true)).toEqual(['--port', '1'])
  })

  it('a misspelt flag stays, to be refused', () => {
    expect(hubArguments(['roost', '--prot', '1', '--langs', '--verbose'], true)).toEqual([
      '--prot',
      '1',
      '--langs',
      '--verbose',
    ])
  })
})

describe('the flags of the window itself', () => {
  it('are not for the hub', () => {
    expect(desktopArguments(['roost', '--hidden', '--put-back', ...ours], true)).toEqual({
      hidden: true,
      restores: true,
      hub: ours,
    })
    expect(desktopArguments(['roost', ...ours], true)).toMatchObject({ hidden: false, restores: false })
  })

  it('are of one start: the next one is seen, and puts something back only where that is wanted', () => {
    const argv = ['electron', '--no-sandbox', '.', '--hidden', '--put-back', '--port', '0']
    expect(argumentsAgain(argv, false)).toEqual(['--no-sandbox', '.', '--port', '0'])
    expect(argumentsAgain(argv, true)).toEqual(['--no-sandbox', '.', '--port', '0', '--put-back'])
  })
})
