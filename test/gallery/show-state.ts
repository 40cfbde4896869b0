import { expect, type Page, type Request, type Route } from '@playwright/test'
import { events } from '../../shared/api/health'
import { me } from '../../shared/api/users'
import type { Answers } from './other-answers'
import type { Picture } from './pictures'

/**
 * Opens an address in a state and waits until it has come to rest.
 * @returns what waits until it has come to rest again, after more of it came into view.
 */
export async function show(
  page: Page,
  address: string,
  { state, language }: Pick<Picture, 'state' | 'language'>,
): Promise<() => Promise<void>> {
  // What somebody chose in the settings, before the page reads it.
  await page.addInitScript((tag) => localStorage.setItem('roost.language', tag), language)
  if (state === 'loading') await page.route(isQuestion, () => new Promise<void>(() => {}))
  if (state === 'error') await page.route(isQuestion, refuse)
  if (state === 'offline') await page.route(`**${events.path}`, (route) => route.abort())
  const open = requestsOf(page)
  await page.goto(address)
  const rest = () => (state === 'loading' ? page.getByRole('heading').first().waitFor() : atRest(page, open))
  await rest()
  if (state === 'offline') await page.locator('main [role=status] button').first().waitFor()
  return rest
}

/**
 * What the hub says is changed on its way; of what fails for the picture nothing is changed. What would change
 * something is not asked of the hub at all.
 */
export async function answerOtherwise(page: Page, answers: Answers): Promise<void> {
  for (const [asked, change] of Object.entries(answers)) {
    const [path = '', method = 'GET'] = asked.split(' ').reverse()
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
    await page.route(
      (url) => pattern.test(url.pathname),
      async (route) => {
        if (route.request().method() !== method) return route.fallback()
        if (method !== 'GET') return route.fulfill({ json: change(null) })
        const answer = await route.fetch()
        return route.fulfill({ json: change(await answer.json()) })
      },
    )
  }
}

/** Goes to an address and waits until it has come to rest. */
export async function visit(page: Page, address: string): Promise<void> {
  const open = requestsOf(page)
  await page.goto(address)
  await atRest(page, open)
}

/** Whatever the page asks, but who it is: without that there is nothing to show. */
function isQuestion({ pathname }: URL): boolean {
  return pathname.startsWith('/api/') && pathname !== me.path && pathname !== events.path
}

function refuse(route: Route): Promise<void> {
  return route.fulfill({ status: 500, json: { detail: 'Internal Server Error' } })
}

/** Every answer is in and drawn, and what it made the page ask for is in too. */
async function atRest(page: Page, open: ReadonlySet<Request>): Promise<void> {
  await page.getByRole('heading').first().waitFor()
  do {
    await expect.poll(() => [...open].map((request) => request.url())).toEqual([])
    await twoFrames(page)
  } while (open.size > 0)
}

/** What changed is laid out and drawn. */
export function twoFrames(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      }),
  )
}

/** The requests under way, but for the stream that never ends. */
function requestsOf(page: Page): ReadonlySet<Request> {
  const open = new Set<Request>()
  page.on('request', (request) => {
    if (!request.url().endsWith(events.path)) open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  // Of what the page before asked at its end nobody tells how it ended.
  page.once('framenavigated', () => open.clear())
  return open
}
