/** Set-up can go on, or not: the message is for the person at the terminal, and no stack belongs to it. */
export class SetupError extends Error {}

/**
 * Standard error, because `serve` promises that nothing but the hub's ready line appears on standard output.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs one step of the set-up and reports how long it took.
 *
 * @template Result
 * @param {string} name what is being done, as `Installing packages`
 * @param {() => Result | Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function step(name, work) {
  say(`${name} …`)
  const started = performance.now()
  const result = await work()
  say(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return result
}

/**
 * The frame of every command: runs it, and turns a failure into a message and an exit status.
 *
 * @param {() => Promise<number | undefined>} command answers the exit status, or nothing when something keeps running
 */
export async function runCommand(command) {
  try {
    const status = await command()
    if (status !== undefined) process.exitCode = status
  } catch (error) {
    say(
      error instanceof SetupError
        ? `\n${error.message}`
        : String(error instanceof Error ? error.stack : error),
    )
    process.exitCode = 1
  }
}
