import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import sqlite3 from 'sqlite3'
import { expectAccessible } from './accessible'
import { launchRoost } from './launch-roost'
import type { Roost } from './launch-roost'

test.describe('the page of a game in the window', () => {
  let roost: Roost
  let game = 0
  test.beforeEach(async () => {
    roost = await launchRoost()
    game = await addGame('Star Harvest (USA).gba')
    await roost.page.getByRole('link', { name: 'Games', exact: true }).click()
    await roost.page.getByRole('link', { name: 'Star Harvest' }).click()
    await expect(roost.page).toHaveURL(`app://roost/games/${game}`)
  })
  test.afterEach(async () => {
    await roost.close()
  })

  test('a file is chosen, streamed to the hub and becomes the save; a version is written to a file', async () => {
    const { page } = roost
    // More than a page would send by itself.
    const mine = randomBytes(40 * 1024 * 1024)
    const path = join(roost.folder, 'mine "1".srm')
    writeFileSync(path, mine)
    await answerDialogs(path, join(roost.folder, 'saved.srm'))
    await page.getByRole('button', { name: 'Upload a file' }).click()
    await expect(rows().first()).toContainText('Current')
    await expect(rows().first()).toContainText('40 MB')
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Download the save of' }).click()
    await expect.poll(() => content('saved.srm')?.equals(mine)).toBe(true)

    writeFileSync(path, randomBytes(1_000))
    await page.getByRole('button', { name: 'Upload a file' }).click()
    await expect(rows()).toHaveCount(2)
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect(rows()).toHaveCount(3)
    await expect(rows().first()).toContainText('40 MB')
  })

  test('a file that is gone, and a dialog that is closed, change nothing', async () => {
    const { page } = roost
    const path = join(roost.folder, 'a folder')
    await answerDialogs(null, null)
    await page.getByRole('button', { name: 'Upload a file' }).click()
    await expect(page.getByRole('button', { name: 'Upload a file' })).toBeEnabled()
    await answerDialogs(roost.folder, path)
    await page.getByRole('button', { name: 'Upload a file' }).click()
    await expect(page.getByText('could not be read to its end')).toBeVisible()
    await expect(page.getByText('No save of this game yet')).toBeVisible()
    await expectAccessible(page)
  })

  test('a slot is renamed, and that is undone', async () => {
    const { page } = roost
    const path = join(roost.folder, 'mine.srm')
    writeFileSync(path, randomBytes(500))
    await answerDialogs(path, null)
    await page.getByRole('button', { name: 'Upload a file' }).click()
    await expect(rows()).toHaveCount(1)
    await page.getByRole('button', { name: 'More about autosave' }).click()
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Before the end')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Before the end' })).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect(page.getByRole('heading', { name: 'autosave' })).toBeVisible()
  })

  test('a history of 10,000 versions opens with few rows drawn, and most frames of scrolling are on time', async () => {
    const { page } = roost
    const path = join(roost.folder, 'mine.srm')
    writeFileSync(path, randomBytes(500))
    await answerDialogs(path, null)
    await page.getByRole('button', { name: 'Upload a file' }).click()
    await expect(rows()).toHaveCount(1)
    await addVersions(10_000)
    await page.getByRole('link', { name: 'Games', exact: true }).first().click()
    await expect(page.getByRole('heading', { name: 'Games', level: 1 })).toBeVisible()
    const idle = await frames(0)
    // The hub told nobody of what came into its database behind its back.
    await page.reload()
    await page.getByRole('link', { name: 'Star Harvest' }).click()
    await expect(page.getByText('10,001 versions')).toBeVisible()
    await expect(rows().first()).toBeVisible()
    expect(await rows().count()).toBeLessThan(250)
    const scrolling = await frames(300)
    process.stdout.write(`frames at rest ${JSON.stringify(idle)}, scrolling ${JSON.stringify(scrolling)}\n`)
    // Other programs of this machine delay single frames; the printed figures say which.
    expect(scrolling.median).toBeLessThan(Math.max(34, 2 * idle.median))
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await expect(page.getByText('first save')).toBeVisible()
  })

  function rows() {
    return roost.page.getByRole('main').locator('ol > li')
  }

  function content(name: string): Buffer | null {
    try {
      return readFileSync(join(roost.folder, name))
    } catch {
      return null
    }
  }

  /** What a person would answer to the system's dialogs. */
  async function answerDialogs(opened: string | null, saved: string | null): Promise<void> {
    await roost.app.evaluate(
      ({ dialog }, paths) => {
        dialog.showOpenDialog = () =>
          Promise.resolve({
            canceled: paths.opened === null,
            filePaths: paths.opened === null ? [] : [paths.opened],
          })
        dialog.showSaveDialog = () =>
          Promise.resolve({ canceled: paths.saved === null, filePath: paths.saved ?? '' })
      },
      { opened, saved },
    )
  }

  /** As the owner's page, which is the only one here that may. */
  async function addGame(name: string): Promise<number> {
    return roost.page.evaluate(async (file) => {
      const response = await fetch('/api/library/games', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ platform: 'gba', names: [file] }),
      })
      const { lines } = (await response.json()) as { lines: { rom_id: number }[] }
      return lines[0]?.rom_id ?? 0
    }, name)
  }

  /** Older versions of the one line, straight into the database: uploads would take minutes. */
  async function addVersions(count: number): Promise<void> {
    const database = new sqlite3.Database(join(roost.dataFolder, 'roost.sqlite'))
    database.configure('busyTimeout', 5_000)
    const run = (sql: string) =>
      new Promise<void>((resolve, reject) => {
        database.exec(sql, (error) => (error ? reject(error) : resolve()))
      })
    const copied =
      'line_id, sha256, content_hash, hash_rule, size_bytes, state, hidden, blank, pinned, is_public'
    await run(`BEGIN;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      INSERT INTO versions (${copied}, sequence, file_name, arrived_at, updated_at)
      SELECT ${copied.replace('line_id', 'v.line_id')}, v.sequence + n.i, 'game-' || n.i || '.srm',
        strftime('%Y-%m-%dT%H:%M:%fZ', v.updated_at, '+' || n.i || ' seconds'),
        strftime('%Y-%m-%dT%H:%M:%fZ', v.updated_at, '+' || n.i || ' seconds')
      FROM n, (SELECT * FROM versions LIMIT 1) v ORDER BY n.i;
      UPDATE save_lines SET
        head_version_id = (SELECT id FROM versions ORDER BY sequence DESC LIMIT 1),
        last_sequence = (SELECT max(sequence) FROM versions),
        last_updated_at = (SELECT max(updated_at) FROM versions);
      COMMIT;`)
    await new Promise<void>((resolve) => {
      database.close(() => resolve())
    })
  }

  /** Milliseconds between frames while the page scrolls by so many pixels in each, for three seconds. */
  function frames(step: number): Promise<{ median: number; p95: number; longest: number; count: number }> {
    return roost.page.evaluate(async (pixels) => {
      const gaps: number[] = []
      const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
      let last = await nextFrame()
      const end = last + 3_000
      while (last < end) {
        scrollBy(0, pixels)
        const now = await nextFrame()
        gaps.push(now - last)
        last = now
      }
      gaps.sort((one, other) => one - other)
      const at = (part: number) => Math.round((gaps[Math.floor((gaps.length - 1) * part)] ?? 0) * 10) / 10
      return { median: at(0.5), p95: at(0.95), longest: at(1), count: gaps.length }
    }, step)
  }
})
