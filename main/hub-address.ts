import { readFile, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'

/** For a window that is started while a hub without one has the data folder open. */
const fileName = 'hub-address'

const loopbackUrl = z.string().regex(/^http:\/\/[0-9a-zA-Z.[\]:-]+:\d+$/)

/** Milliseconds a hub on this machine may take to answer. */
const patience = 2_000

/** Writes down where this hub is reached from its own machine. @returns takes the file away again. */
export async function writeHubAddress(dataFolder: string, url: string): Promise<() => Promise<void>> {
  const file = join(dataFolder, fileName)
  await writeFile(file, `${url}\n`, { mode: 0o600 })
  return () => rm(file, { force: true })
}

/** @returns the address of the hub that has this data folder open, if it says so and really answers there; else null. */
export async function readHubAddress(dataFolder: string): Promise<string | null> {
  const text = await readFile(join(dataFolder, fileName), 'utf8').catch(() => '')
  const url = loopbackUrl.safeParse(text.trim())
  if (!url.success) return null
  return (await answers(url.data)) ? url.data : null
}

/** The file may be left from a hub that was killed, and its port be another program's since. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/api/heartbeat`, { timeout: patience, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
        if (body.length > 10_000) request.destroy()
      })
      response.on('end', () => resolve(response.statusCode === 200 && body.includes('"ROOST"')))
      response.on('error', () => resolve(false))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
    request.on('close', () => resolve(false))
  })
}
