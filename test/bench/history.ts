import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import sqlite3 from 'sqlite3'
import { chromiumExecutable } from '../../scripts/setup/chromium.mjs'
import { startBenchHub } from './bench-hub'
import { addGame, gameId } from './bench-saves'
import { type Figure, median, percentile, timeOf } from './measure'

const at = '2026-03-01T12:00:00.000Z'
const versions = 10_000
/** As fast as a wheel that is spun: 18,000 pixels a second where 60 frames are drawn in one. */
const pixelsPerFrame = 300
const frames = 240

/** The history of a line of 10,000 versions in a real browser: opened, then scrolled, beside a plain list of as many. */
export async function benchHistory(): Promise<Figure[]> {
  const hub = await startBenchHub()
  const browser = await launch()
  try {
    await addGame(hub)
    await fill(join(hub.dataFolder, 'roost.sqlite'))
    const headers = { authorization: hub.authorization }
    const context = await browser.newContext({ extraHTTPHeaders: headers, reducedMotion: 'reduce' })
    const page = await context.newPage()
    // What every page needs is there before the history is opened.
    await page.goto(`${hub.url}/games`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const opening = await timeOf(async () => {
      await page.goto(`${hub.url}/games/${gameId}`)
      await page.getByText(/32 kB/).first().waitFor()
    })
    const ours = await scroll(page)
    const plain = await context.newPage()
    await plain.setContent(plainList())
    const theirs = await scroll(plain)
    return [
      { name: 'history of 10,000 versions, opened', value: opening, unit: 'ms', aim: null },
      { name: 'history of 10,000 versions, frame while scrolled, median', value: median(ours), unit: 'ms' },
      {
        name: 'history of 10,000 versions, frame while scrolled, p95',
        value: percentile(ours, 0.95),
        unit: 'ms',
      },
      {
        name: 'history of 10,000 versions, frame p95 against a plain list',
        value: percentile(ours, 0.95) / percentile(theirs, 0.95),
        unit: '×',
        aim: null,
      },
    ]
  } finally {
    await browser.close()
    await hub.stop()
  }
}

function launch(): Promise<Browser> {
  const executablePath = chromiumExecutable()
  return chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    // Chromium refuses its sandbox to root.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
}

/** @returns how long each frame took, in milliseconds. */
function scroll(page: Page): Promise<number[]> {
  return page.evaluate(
    ({ pixels, count }) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = []
        let before: number | null = null
        const next = (now: number): void => {
          if (before !== null) times.push(now - before)
          before = now
          if (times.length === count) {
            resolve(times)
            return
          }
          window.scrollBy(0, pixels)
          requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
    { pixels: pixelsPerFrame, count: frames },
  )
}

function plainList(): string {
  const rows = Array.from({ length: versions }, (_, index) => `<li style="height:80px">Version ${index}</li>`)
  return `<ol>${rows.join('')}</ol>`
}

async function fill(database: string): Promise<void> {
  const connection = new sqlite3.Database(database)
  connection.configure('busyTimeout', 5_000)
  await new Promise<void>((resolve, reject) => {
    connection.exec(
      `BEGIN;
      INSERT INTO save_lines (id, person_id, game_id, kind, key, last_sequence, created_at)
        SELECT 1, min(id), ${gameId}, 'save', 'autosave', ${versions}, '${at}' FROM people;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${versions})
      INSERT INTO versions (id, line_id, sequence, sha256, content_hash, hash_rule, size_bytes, file_name, arrived_at,
          updated_at, state, hidden, blank, pinned, is_public, described)
        SELECT 3000000 + i, 1, i, printf('%064x', i), printf('%032x', i), 1, 32768, 'Game.srm', '${at}',
          strftime('%Y-%m-%dT%H:%M:%fZ', '${at}', '+' || i || ' seconds'), 'live', 0, 0, 0, 0, 1 FROM n;
      UPDATE save_lines SET head_version_id = 3000000 + ${versions};
      UPDATE versions SET described = revision;
      COMMIT`,
      (error) => (error ? reject(error) : resolve()),
    )
  })
  await new Promise<void>((resolve) => {
    connection.close(() => resolve())
  })
}
