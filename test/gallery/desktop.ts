import type { Page } from '@playwright/test'
import type { IpcName, IpcTypes } from '../../shared/ipc'

/** What the desktop app answers the page; everything else it is asked has no answer. */
export type Desktop = { readonly [Name in IpcName]?: IpcTypes[Name]['result'] }

/** What the page's programs are told to be in the window by, as they are built. */
const inWindow = /location\.protocol\s*===?\s*(["'`])app:\1|(["'`])app:\2\s*===?\s*location\.protocol/g

/** As the page is in the window of the desktop app, whose place another browser takes. */
export async function asDesktop(page: Page, desktop: Desktop): Promise<void> {
  await page.route(/\.js$/, async (route) => {
    const answer = await route.fetch()
    const program = await answer.text()
    await route.fulfill({ response: answer, body: program.replaceAll(inWindow, 'true') })
  })
  await page.addInitScript((answers: Readonly<Record<string, unknown>>) => {
    const answer = (_: object, name: string) =>
      name === 'listen' ? () => () => {} : () => Promise.resolve(answers[name] ?? null)
    Object.assign(window, { roost: new Proxy({}, { get: answer }) })
  }, desktop)
}
