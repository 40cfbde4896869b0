import { spawn } from 'node:child_process'
import { SetupError } from '../setup/report.mjs'

/** @returns {boolean} whether windows can be shown without further ado */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Starts a virtual display that nobody else uses.
 *
 * @returns {Promise<{ name: string, stop: () => void }>} the value for `DISPLAY`, and how to end it
 */
export function startVirtualDisplay() {
  return new Promise((resolve, reject) => {
    // The server picks a free number itself and writes it to descriptor 3.
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    const stop = () => void server.kill('SIGTERM')
    process.once('exit', stop)
    server.once('error', (error) => reject(new SetupError(`Xvfb could not be started: ${error.message}`)))
    server.once('exit', (code) => reject(new SetupError(`Xvfb ended at once with status ${code}.`)))
    server.stdio[3]?.once('data', (number) => resolve({ name: `:${String(number).trim()}`, stop }))
  })
}
