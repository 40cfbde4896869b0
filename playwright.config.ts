import { defineConfig, devices } from '@playwright/test'
import { chromiumExecutable } from './scripts/setup/chromium.mjs'

const isRoot = process.getuid?.() === 0
const executablePath = chromiumExecutable()

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Bounds for what hangs, far from what anything takes: a busy machine is several times slower.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
  projects: [
    {
      // Opens real Electron itself; one at a time, because a window under test needs the processor for itself.
      name: 'electron',
      testDir: 'test/e2e/electron',
      workers: 1,
    },
    {
      // Packs the app, then starts what was packed.
      name: 'packed',
      testDir: 'test/e2e/packed',
      workers: 1,
    },
    {
      name: 'browser',
      testDir: 'test/e2e/browser',
      use: {
        ...devices['Desktop Chrome'],
        launchOptions: {
          ...(executablePath === null ? {} : { executablePath }),
          args: [
            // Chromium refuses its sandbox to root.
            ...(isRoot ? ['--no-sandbox'] : []),
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--no-first-run',
            '--disable-quic',
          ],
        },
      },
    },
  ],
})
