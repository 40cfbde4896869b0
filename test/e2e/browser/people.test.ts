import { expect, type Page, test } from '@playwright/test'
import { linkPerson } from '../../../shared/api/users'
import { addPerson, asOwner, basic, makeToken, pairedDevice, statusFor } from './household'
import { expectAccessible, expectRefused, phone, problems, signIn } from './page'
import { type HeadlessHub, owner, startHub } from './start-hub'

test.use({ ...phone, locale: 'en-US' })

let hub: HeadlessHub
test.beforeEach(async () => {
  hub = await startHub()
})
test.afterEach(() => hub.stop())

async function open(page: Page, path: string): Promise<void> {
  await page.goto(hub.url + path)
  await signIn(page)
  await expect(page.getByRole('navigation')).toBeVisible()
}

async function signInAs(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

/** A phone that was signed in by a one-time code has never shown a password. */
async function linked(page: Page, person: number): Promise<void> {
  const { code } = linkPerson.answer.parse(await asOwner(hub.url, 'POST', `/api/people/${person}/link`))
  await page.goto(`${hub.url}/link#${code}`)
  await expect(page.getByRole('heading', { name: 'This phone is linked' })).toBeVisible()
}

async function ownerId(): Promise<number> {
  const { id } = (await asOwner(hub.url, 'GET', '/api/users/me')) as { id: number }
  return id
}

test('a person is added with a name only, and a taken name is refused in plain words', async ({ page }) => {
  await open(page, '/people')
  await expect(page.getByText('Add the others of your household')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add a person' }).click()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: '3 or more letters' })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Name', { exact: true }).fill(owner.name)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expectRefused(page, 'Somebody has this name already. Nothing was changed; choose another one.')
  await expectAccessible(page)
  await page.getByLabel('Name', { exact: true }).fill('mia')
  await expect(problems(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('heading', { name: '2 people' })).toBeVisible()
  await page.getByRole('link', { name: 'mia' }).click()
  await expect(page.getByRole('heading', { name: 'mia', level: 1 })).toBeVisible()
  await expect(page.getByText('No browser or phone is signed in.')).toBeVisible()
  await expectAccessible(page)
})

test('an owner renames, sets a password, makes an owner, and disables', async ({ page }) => {
  const { id } = await addPerson(hub.url, { username: 'mia', password: 'old password' })
  await open(page, `/people/${id}`)
  await page.getByRole('textbox', { name: 'Name' }).fill(owner.name)
  await page.getByRole('button', { name: 'Rename' }).click()
  await expectRefused(page, 'Somebody has this name already. Nothing was changed; choose another one.')
  await page.getByRole('textbox', { name: 'Name' }).fill('mila')
  await page.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByRole('heading', { name: 'mila', level: 1 })).toBeVisible()
  await page.getByLabel('New password').fill('new password')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.locator('form').getByText('The password was set.')).toBeVisible()
  expect(await statusFor(hub.url, basic('mila', 'old password'))).toBe(401)
  expect(await statusFor(hub.url, basic('mila', 'new password'))).toBe(200)
  await page.getByRole('switch', { name: 'Owner of this Roost' }).check()
  await expect(page.getByText('Owner', { exact: true })).toBeVisible()
  await page.getByRole('switch', { name: 'May get in' }).uncheck()
  await expect(page.getByText('This person is disabled')).toBeVisible()
  expect(await statusFor(hub.url, basic('mila', 'new password'))).toBe(401)
  await expectAccessible(page)
})

test('removing says first what it means, and is undone', async ({ page }) => {
  const { id } = await addPerson(hub.url, { username: 'mia', password: 'a password' })
  const device = await pairedDevice(hub.url, 'Odin 2', id)
  await open(page, `/people/${id}`)
  await page.getByRole('button', { name: 'Remove this person' }).click()
  await expect(page.getByText('1 device is taken out with them.')).toBeVisible()
  await expect(page.getByText('1 key stops working at once.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('heading', { name: '1 person' })).toBeVisible()
  expect(await statusFor(hub.url, `Bearer ${device.token}`)).toBe(401)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('heading', { name: '2 people' })).toBeVisible()
  expect(await statusFor(hub.url, `Bearer ${device.token}`)).toBe(200)
})

test('one’s own password needs the current one, and ends the other sign-ins', async ({ page, browser }) => {
  const id = await ownerId()
  const other = await browser.newPage({ locale: 'en-US' })
  await other.goto(hub.url)
  await signIn(other)
  await expect(other.getByRole('navigation')).toBeVisible()
  await open(page, `/people/${id}`)
  await page.getByLabel('Current password').fill('wrong')
  await page.getByLabel('New password').fill('new password')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByText('The current password is not right.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Current password').fill(owner.password)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.locator('form').getByText('The password was set.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: owner.name, level: 1 })).toBeVisible()
  await other.reload()
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await other.close()
})

test('a member sees their own page and nobody else’s, links a phone and signs it out', async ({
  page,
  browser,
}) => {
  const { id } = await addPerson(hub.url, { username: 'mia', password: 'a password' })
  await page.goto(`${hub.url}/people`)
  await signInAs(page, 'mia', 'a password')
  await expect(page).toHaveURL(`${hub.url}/people/${id}`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByRole('link', { name: 'You' })).toHaveAttribute('aria-current', 'page')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('switch')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Remove this person' })).toBeHidden()
  await expectAccessible(page)

  const answered = page.waitForResponse((response) => response.url().endsWith('/link'))
  await page.getByRole('button', { name: 'Link a phone' }).click()
  const { code } = linkPerson.answer.parse(await (await answered).json())
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close' }).click()
  const mobile = await browser.newPage({ ...phone, locale: 'en-US' })
  await mobile.goto(`${hub.url}/link#${code}`)
  await expect(mobile.getByRole('heading', { name: 'This phone is linked' })).toBeVisible()

  await page.reload()
  const session = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('button'), hasText: 'linked by code' })
  await session.getByRole('button', { name: 'Sign out' }).click()
  await expect(session).toBeHidden()
  await mobile.goto(hub.url)
  await expect(mobile.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await mobile.close()

  await page.goto(`${hub.url}/people/${await ownerId()}`)
  await expect(page.getByRole('heading', { name: 'This person is not here' })).toBeVisible()
})

test('an owner’s phone without a password shown is asked for it once, then the action goes on', async ({
  page,
}) => {
  const { id } = await addPerson(hub.url, { username: 'mia' })
  await linked(page, await ownerId())
  await page.goto(`${hub.url}/people/${id}`)
  await page.getByRole('switch', { name: 'May get in' }).uncheck()
  await expect(page.getByRole('heading', { name: 'Is it you?' })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('your password was not confirmed')).toBeVisible()
  await expect(page.getByRole('switch', { name: 'May get in' })).toBeChecked()

  await page.getByRole('switch', { name: 'May get in' }).uncheck()
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByText('That is not your password.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(owner.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('This person is disabled')).toBeVisible()
  expect(await asOwner(hub.url, 'GET', `/api/users/${id}`)).toMatchObject({ enabled: false })

  await page.getByRole('switch', { name: 'May get in' }).check()
  await expect(page.getByText('This person is disabled')).toBeHidden()
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('an owner revokes somebody else’s token', async ({ page }) => {
  const { raw_token } = await makeToken(hub.url, 'Bens own')
  await addPerson(hub.url, { username: 'mia', password: 'a password', role: 'admin' })
  await page.goto(`${hub.url}/tokens`)
  await signInAs(page, 'mia', 'a password')
  await page.getByRole('radio', { name: "Everybody's" }).check()
  await page.getByRole('button', { name: 'Actions for' }).click()
  await expect(page.getByRole('button', { name: 'New key' })).toBeHidden()
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByRole('dialog').getByText('It belongs to')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('No tokens yet')).toBeVisible()
  expect(await statusFor(hub.url, `Bearer ${raw_token}`)).toBe(401)
})
