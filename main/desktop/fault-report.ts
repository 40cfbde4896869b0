import { readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface Fault {
  /** Where it happened. */
  readonly where: 'app' | 'page' | 'page process'
  readonly message: string
  readonly stack: string
}

/**
 * The last fault, written down on this machine and sent nowhere, so that a person can read and copy it. No memory dumps:
 * they would hold what was in memory, secrets too.
 */
export class FaultReport {
  private readonly file: string

  /**
   * @param folder the window's own folder
   * @param version what runs, in a line
   * @param redact takes secrets out of a text
   */
  constructor(
    folder: string,
    private readonly version: string,
    private readonly redact: (text: string) => string,
  ) {
    this.file = join(folder, 'fault-report.txt')
  }

  /** Never throws: it is called when something else went wrong. */
  note(fault: Fault): void {
    const text = [
      `${new Date().toISOString()} · ${this.version}`,
      `In the ${fault.where}: ${fault.message}`,
      fault.stack,
      '',
    ].join('\n')
    try {
      writeFileSync(this.file, this.redact(text.replaceAll(homedir(), '~')), { mode: 0o600 })
    } catch {
      // The disk may be what is at fault.
    }
  }

  /** @returns the last one; null when there was none. */
  read(): string | null {
    try {
      return readFileSync(this.file, 'utf8')
    } catch {
      return null
    }
  }
}
