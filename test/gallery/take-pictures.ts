import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Cookie,
  type Locator,
  type Page,
  type PlaywrightWorkerArgs,
  test as base,
} from '@playwright/test'
import { login } from '../../shared/api/session'
import { ownerCredential } from '../e2e/browser/household'
import { type HeadlessHub, startHub } from '../e2e/browser/start-hub'
import { fillHousehold, type Places } from './full-household'
import { asDesktop } from './desktop'
import { everyScreen } from './every-screen'
import { fileName, languageNamed, type Picture, picturesOf, type Screen, type Step, sizes } from './pictures'
import { answerOtherwise, show, twoFrames } from './show-state'
import { type Words, wordsIn } from './words'

const gallery = process.env.ROOST_GALLERY ?? join(import.meta.dirname, '..', '..', 'dist', 'gallery')
const only = process.env.ROOST_GALLERY_ONLY ?? ''
/** Of what is opened by its words, which is long to look at in every language. */
const pressed = languageNamed(process.env.ROOST_GALLERY_LANGUAGE ?? 'en-US')

type Playwright = PlaywrightWorkerArgs['playwright']

interface Household {
  readonly hub: HeadlessHub
  readonly cookies: Cookie[]
  readonly places: Places
}

const nowhere: Places = {
  game: 1,
  unplayed: 1,
  conflict: 1,
  blank: 1,
  long: 1,
  device: '-',
  keyless: '-',
  request: '-',
  code: '-',
  person: 1,
  disabled: 1,
  closed: 1,
  refused: '-',
  elsewhere: '-',
}

async function household(
  { request }: Playwright,
  fill: (hub: HeadlessHub) => Promise<Places>,
): Promise<Household> {
  // As a household has it: the handhelds reach it.
  const hub = await startHub({ host: '0.0.0.0' })
  const places = await fill(hub)
  const browser = await request.newContext({ extraHTTPHeaders: { authorization: ownerCredential } })
  await browser.post(hub.url + login.path)
  const { cookies } = await browser.storageState()
  await browser.dispose()
  return { hub, cookies, places }
}

const test = base.extend<object, { full: Household; empty: Household }>({
  full: [
    async ({ playwright }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'roost-household-'))
      const made = await household(playwright, (hub) => fillHousehold(hub, folder))
      await use(made)
      await made.hub.stop()
      await rm(folder, { recursive: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  empty: [
    async ({ playwright }, use) => {
      const made = await household(playwright, () => Promise.resolve(nowhere))
      await use(made)
      await made.hub.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

/** The pictures that one loaded page can give: only theme and size differ; what was opened closes on another size. */
function byPage(pictures: readonly Picture[], { press }: Screen): Picture[][] {
  const groups = new Map<string, Picture[]>()
  for (const picture of pictures) {
    const key = [picture.state, picture.language, press ? picture.size : 'any'].join(' ')
    groups.set(key, [...(groups.get(key) ?? []), picture])
  }
  return [...groups.values()]
}

/** As high as the page: a long list is drawn near the window only, and a bar at the bottom would hide a part of it. */
async function growToPage(page: Page, rest: () => Promise<void>): Promise<void> {
  const size = page.viewportSize()
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  if (!size || height <= size.height) return
  await page.setViewportSize({ width: size.width, height })
  // What comes into view is asked for only then.
  await twoFrames(page)
  await rest()
}

async function take(
  page: Page,
  pictures: readonly Picture[],
  { press, whole }: Screen,
  rest: () => Promise<void>,
): Promise<void> {
  const isPage = press === undefined || whole === true
  for (const picture of pictures) {
    await page.setViewportSize(sizes[picture.size])
    await page.emulateMedia({ colorScheme: picture.theme, reducedMotion: 'reduce' })
    await page.evaluate(() => document.fonts.ready)
    if (isPage) await growToPage(page, rest)
    await page.screenshot({
      path: join(gallery, fileName(picture)),
      // A dialog stands in the middle of the window, not of the page.
      fullPage: isPage,
      animations: 'disabled',
    })
  }
}

function act(page: Page, step: Step, words: Words): Promise<void> {
  if (typeof step === 'string') return page.getByRole('button', { name: words(step), exact: true }).click()
  if (step instanceof RegExp) {
    const name = words(step)
    return page.getByRole('button', { name }).first().click()
  }
  if ('tick' in step) {
    const name = words(step.tick)
    const kinds = (['radio', 'checkbox', 'switch'] as const).map((role) =>
      page.getByRole(role, { name, exact: true }),
    )
    return kinds
      .reduce((all, one) => all.or(one))
      .first()
      .click()
  }
  if ('unfold' in step) {
    const hasText = words(step.unfold)
    return page.locator('summary').filter({ hasText }).first().click()
  }
  return page.getByLabel(words(step.into), { exact: true }).fill(step.text)
}

function said(page: Page, text: string | RegExp): Locator {
  const told = page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: text })
  return page.getByRole('heading', { name: text }).or(told).first()
}

const wanted = (screen: Screen) =>
  picturesOf(screen)
    .map((picture) => (screen.press ? { ...picture, language: pressed } : picture))
    .filter((picture) => fileName(picture).includes(only))

for (const screen of everyScreen) {
  const pages = byPage(wanted(screen), screen)
  if (pages.length > 0) {
    test(screen.name, async ({ browser, full, empty }) => {
      await mkdir(gallery, { recursive: true })
      for (const pictures of pages) {
        const [first] = pictures
        if (!first) continue
        const home = first.state === 'empty' ? empty : full
        const context = await browser.newContext({ locale: 'en-US' })
        if (!screen.outside) await context.addCookies(home.cookies)
        context.setDefaultTimeout(30_000)
        const page = await context.newPage()
        await page.setViewportSize(sizes[first.size])
        const path = (await screen.anew?.(home.places, home.hub.url)) ?? screen.path(home.places)
        if (screen.desktop) await asDesktop(page, screen.desktop)
        await answerOtherwise(page, screen.answers ?? {})
        await screen.before?.(page)
        const rest = await show(page, home.hub.url + path, first)
        const words = await wordsIn(first.language)
        const steps = typeof screen.press === 'function' ? screen.press(home.places) : (screen.press ?? [])
        for (const step of steps) await act(page, step, words)
        if (screen.until) await said(page, words(screen.until)).waitFor()
        if (steps.length > 0) await rest()
        await take(page, pictures, screen, rest)
        await context.close()
      }
    })
  }
}
