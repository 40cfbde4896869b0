import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What a person chose for this window, kept beside it; the system itself keeps whether Roost starts at login. */
const choices = z.object({
  closeToTray: z.boolean().catch(true),
  notifications: z.boolean().catch(true),
  /** It was said once that Roost goes on in the tray. */
  toldOfTray: z.boolean().catch(false),
})
export type Choices = z.infer<typeof choices>

export class DesktopChoices {
  private readonly file: string
  private known: Choices

  /** @param folder the window's own folder */
  constructor(folder: string) {
    this.file = join(folder, 'choices.json')
    const read = choices.safeParse(readJson(this.file))
    this.known = read.success ? read.data : choices.parse({})
  }

  get current(): Choices {
    return this.known
  }

  /** @throws when it cannot be written; nothing is changed then */
  change(wanted: Partial<Choices>): void {
    const next = { ...this.known, ...wanted }
    // Written aside first: half a file would be no choices at all.
    writeFileSync(`${this.file}.new`, JSON.stringify(next), { mode: 0o600 })
    renameSync(`${this.file}.new`, this.file)
    this.known = next
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
