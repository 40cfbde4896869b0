import { request } from 'node:http'
import type { ClientRequest } from 'node:http'
import { once } from 'node:events'
import { expect, test } from '@playwright/test'
import { listRoms } from '../../../shared/api/roms'
import { askToPair, collect } from '../browser/handheld'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

let roost: Roost
test.beforeEach(async () => {
  roost = await launchRoost()
})
test.afterEach(async () => {
  await roost.close()
})

test('while a save arrives Roost holds sleep off, asks, and finishes it before it quits', async () => {
  const upload = await slowUpload()
  expect(await isSleepHeldOff()).toBe(true)
  await answerWith(2)
  await quit()
  await expect.poll(asked).toBe(1)
  expect((await fetch(`${roost.url}/api/heartbeat`)).status).toBe(200)

  await answerWith(0)
  await quit()
  await expect.poll(asked).toBe(2)
  upload.end(closing)
  expect(await statusOf(upload)).toBe(200)
  expect(await roost.exited).toBe(0)
})

test('who cannot wait quits at once', async () => {
  const upload = await slowUpload()
  const broken = once(upload, 'error')
  await answerWith(1)
  await quit()
  expect(await roost.exited).toBe(0)
  await broken
})

test('closing the window asks too, while it is still there', async () => {
  const upload = await slowUpload()
  await answerWith(2)
  await roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(asked).toBe(1)
  expect(await roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  upload.end(closing)
  expect(await statusOf(upload)).toBe(200)
  await expect.poll(isSleepHeldOff).toBe(false)
})

const boundary = 'a-boundary'
const closing = `the rest\r\n--${boundary}--\r\n`

/** A paired handheld that has sent the beginning of a save. */
async function slowUpload(): Promise<ClientRequest> {
  const opened = await askToPair(roost.url, 'Slow one', { client: 'grout', platform: 'muOS' })
  await roost.page.getByRole('link', { name: 'Look and decide' }).click()
  await roost.page.getByRole('button', { name: 'Approve' }).click()
  await expect(roost.page.getByRole('heading', { name: 'Slow one is let in' })).toBeVisible()
  const { access_token } = await collect(roost.url, opened)
  const listed: unknown = await roost.page.evaluate(async () => {
    await fetch('/api/library/games', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ platform: 'gba', names: ['Amber Trail'] }),
    })
    return (await fetch('/api/roms')).json()
  })
  const [game] = listRoms.answer.parse(listed).items
  const upload = request(`${roost.url}/api/saves?rom_id=${game?.id}&slot=autosave`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${access_token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
  })
  upload.write(
    `--${boundary}\r\nContent-Disposition: form-data; name="saveFile"; filename="Amber Trail.srm"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\nthe beginning, ',
  )
  await expect.poll(isSleepHeldOff).toBe(true)
  return upload
}

async function statusOf(upload: ClientRequest): Promise<number | undefined> {
  const [response] = (await once(upload, 'response')) as [{ statusCode?: number; resume(): void }]
  response.resume()
  return response.statusCode
}

function isSleepHeldOff(): Promise<boolean> {
  return roost.app.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 10 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
  )
}

/** Presses this button of the box that asks; counts how often it did. */
function answerWith(response: number): Promise<void> {
  return roost.app.evaluate(({ dialog }, button) => {
    dialog.showMessageBox = () => {
      Reflect.set(globalThis, 'asked', Number(Reflect.get(globalThis, 'asked') ?? 0) + 1)
      return Promise.resolve({ response: button, checkboxChecked: false })
    }
  }, response)
}

function asked(): Promise<number> {
  return roost.app.evaluate(() => Number(Reflect.get(globalThis, 'asked') ?? 0))
}

function quit(): Promise<void> {
  return roost.app.evaluate(({ app }) => {
    setImmediate(() => app.quit())
  })
}
