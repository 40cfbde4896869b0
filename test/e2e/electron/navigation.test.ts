import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { expect, test } from '@playwright/test'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

/** What must never replace or join the page. `EVIL` is a server that counts who comes. */
const targets = [
  'http://EVIL/',
  '//EVIL/',
  'http://EVIL/?next=app://roost/',
  'http://roost@EVIL/',
  'app://evil/',
  'app://roost.evil/',
  'app://roost@evil/',
  'app://roost/api/heartbeat',
  'file:///etc/passwd',
  'data:text/html,<h1>evil</h1>',
  'javascript:document.body.replaceChildren("evil")',
  'blob:app://roost/0',
  'view-source:app://roost/',
  'chrome://gpu/',
  'devtools://devtools/bundled/inspector.html',
]

const ways: Readonly<Record<string, (page: Roost['page'], url: string) => Promise<void>>> = {
  location: (page, url) =>
    page.evaluate((target) => {
      location.href = target
    }, url),
  link: (page, url) => clickLink(page, url, ''),
  'link to a new window': (page, url) => clickLink(page, url, '_blank'),
  'window.open': (page, url) =>
    page.evaluate((target) => {
      try {
        if (window.open(target) !== null) document.title = 'opened'
      } catch {
        // Chromium refuses some of them by itself.
      }
    }, url),
  frame: (page, url) =>
    page.evaluate((target) => {
      const frame = document.createElement('iframe')
      frame.src = target
      document.body.append(frame)
    }, url),
  form: (page, url) =>
    page.evaluate((target) => {
      const form = document.createElement('form')
      form.action = target
      form.method = 'post'
      document.body.append(form)
      form.submit()
    }, url),
  refresh: (page, url) =>
    page.evaluate((target) => {
      const meta = document.createElement('meta')
      meta.httpEquiv = 'refresh'
      meta.content = `0;url=${target}`
      document.head.append(meta)
    }, url),
  fetch: (page, url) =>
    page.evaluate(
      (target) =>
        fetch(target, { mode: 'no-cors' }).then(
          () => undefined,
          () => undefined,
        ),
      url.startsWith('app://roost/') ? 'http://EVIL/' : url,
    ),
}

async function clickLink(page: Roost['page'], url: string, target: string): Promise<void> {
  await page.evaluate(
    ([href, name]) => {
      const link = document.createElement('a')
      link.href = href ?? ''
      link.target = name ?? ''
      document.body.append(link)
      link.click()
    },
    [url, target],
  )
}

for (const bypassCSP of [false, true]) {
  test.describe(bypassCSP ? 'guards alone, without the policy' : 'guards and policy', () => {
    let roost: Roost
    let evil: Server
    let visits = 0
    let evilHost = ''

    test.beforeAll(async () => {
      evil = createServer((_request, response) => {
        visits += 1
        response.end('<h1>evil</h1>')
      })
      await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
      const address = evil.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      evilHost = `127.0.0.1:${address.port}`
      roost = await launchRoost({ bypassCSP })
    })
    test.afterAll(async () => {
      await roost.close()
      evil.close()
    })
    test.beforeEach(async () => {
      await roost.page.goto('app://roost/')
      await roost.page.evaluate(() => Reflect.set(globalThis, 'sameDocument', true))
    })

    for (const [way, go] of Object.entries(ways)) {
      test(`${way} leads nowhere`, async () => {
        for (const target of targets) {
          const url = target.replaceAll('EVIL', evilHost)
          await test.step(`${way} to ${target}`, async () => {
            await go(roost.page, url)
            await settle(roost)
            expect(await whereWeAre(roost)).toEqual({
              url: 'app://roost/',
              windows: 1,
              sameDocument: true,
              opened: false,
              foreignFrames: [],
            })
          })
        }
        expect(visits).toBe(0)
      })
    }
  })
}

test('a page that blanks itself comes back, whole', async () => {
  const roost = await launchRoost()
  await roost.page.evaluate(() => {
    location.href = 'about:blank'
  })
  await expect.poll(roost.log).toContain('the window left the page')
  await roost.page.waitForURL('app://roost/')
  await expect(roost.page.getByRole('heading').first()).toBeVisible()
  await roost.close()
})

test('a redirect away from the page is refused', async () => {
  const roost = await launchRoost()
  await roost.app.evaluate(({ session }) => {
    session.defaultSession.protocol.unhandle('app')
    session.defaultSession.protocol.handle(
      'app',
      () => new Response(null, { status: 302, headers: { location: 'https://evil.invalid/' } }),
    )
  })
  await roost.page.evaluate(() => {
    location.href = '/devices'
  })
  await expect.poll(roost.log).toContain('"target":"https://evil.invalid"')
  await settle(roost)
  expect(new URL(roost.page.url()).hostname).not.toBe('evil.invalid')
  await roost.close()
})

/** A refused navigation leaves no trace to wait for: ask every process that could still be moving for an answer. */
async function settle(roost: Roost): Promise<void> {
  for (const round of [1, 2]) {
    await roost.page.evaluate(
      (name) =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => {
            void fetch(`/?round=${name}`).then(() => resolve())
          })
        }),
      round,
    )
    await roost.app.evaluate(() => new Promise<void>((resolve) => setImmediate(resolve)))
  }
}

async function whereWeAre(roost: Roost): Promise<object> {
  const windows = await roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  const inside = await roost.page.evaluate(() => ({
    url: location.href,
    sameDocument: Reflect.get(globalThis, 'sameDocument') === true,
    opened: document.title === 'opened',
  }))
  const foreignFrames = roost.page
    .frames()
    .map((frame) => frame.url())
    .filter((url) => !/^(app:\/\/roost\/$|about:blank$|about:srcdoc$|chrome-error:|$)/.test(url))
  return { ...inside, windows, foreignFrames }
}
