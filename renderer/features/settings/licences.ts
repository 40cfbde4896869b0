import { z } from 'zod'

const licence = z.object({
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  text: z.string(),
})
export type Licence = z.infer<typeof licence>

/** What the build wrote down of everything it put into Roost. */
export async function fetchLicences(): Promise<Licence[]> {
  const answer = await fetch('/licences.json')
  if (!answer.ok) throw new Error(`HTTP status ${answer.status}`)
  return z.array(licence).parse(await answer.json())
}
