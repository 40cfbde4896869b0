import { findProgram } from './find-program.mjs'
import { installCommand } from './system-packages.mjs'
import { run } from './run.mjs'

/**
 * What node-gyp needs and this machine lacks, as words for a person.
 *
 * @returns {Promise<string | null>} null when nothing is missing, or when only trying can tell
 */
export async function missingCompilerTools() {
  if (process.platform === 'win32') return windowsTools()
  if (process.platform === 'darwin') {
    const { status } = await run('xcode-select', ['-p'], { seconds: 10 })
    return status === 0 ? null : "Install Apple's command line tools: xcode-select --install"
  }
  const missing = [
    ...(findProgram('python3') === null ? ['python3'] : []),
    ...(findProgram('make') === null ? ['make'] : []),
    ...(['g++', 'c++', 'clang++'].every((name) => findProgram(name) === null) ? ['g++'] : []),
  ]
  if (missing.length === 0) return null
  return `Missing: ${missing.join(', ')}. To install what is needed:\n  ${installCommand('compiler')}`
}

function windowsTools() {
  if (findProgram('python') === null && findProgram('py') === null) {
    return (
      'Install Python 3 (python.org), and the Build Tools for Visual Studio with the workload\n' +
      '"Desktop development with C++" (visualstudio.microsoft.com/downloads).'
    )
  }
  return null
}
