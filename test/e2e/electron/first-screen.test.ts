import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { appFolder } from './electron-path'
import { launchRoost } from './launch-roost'

// How long it takes is for the benchmark to say (`npm run bench -- window`); what it depends on is held here.

const page = join(appFolder, 'dist', 'renderer')

test('the first screen is a program, a style sheet and little more, of less than 750 kB', () => {
  const html = readFileSync(join(page, 'index.html'), 'utf8')
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
  expect(files.filter((path) => path.endsWith('.js')).length).toBeLessThanOrEqual(2)
  expect(files.filter((path) => path.endsWith('.css'))).toHaveLength(1)
  const bytes = files.reduce((sum, path) => sum + statSync(join(page, path)).size, 0)
  expect(bytes).toBeGreaterThan(0)
  expect(bytes).toBeLessThan(750_000)
})

test('the window appears with its first screen, and the hub starts after it', async () => {
  const roost = await launchRoost()
  await expect(roost.page.getByRole('heading', { level: 1 })).toBeVisible()
  const isVisible = () =>
    roost.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().every((one) => one.isVisible()))
  await expect.poll(isVisible).toBe(true)
  await expect.poll(() => roost.log()).toContain('"event":"startup"')
  const line = roost
    .log()
    .split('\n')
    .find((one) => one.includes('"event":"startup"'))
  const { milliseconds } = JSON.parse(line ?? '') as { milliseconds: Record<string, number> }
  expect(milliseconds['window_created']).toBeLessThan(milliseconds['first_content'] ?? 0)
  expect(milliseconds['first_content']).toBeLessThan(milliseconds['hub_ready'] ?? 0)
  await roost.close()
})
