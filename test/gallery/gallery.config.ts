import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import base from '../../playwright.config'

const browser = base.projects?.filter(({ name }) => name === 'browser') ?? []

/** Not a test: takes pictures of the real app (`npm run gallery`). */
export default defineConfig({
  ...base,
  outputDir: join(import.meta.dirname, '..', '..', 'test-results', 'gallery'),
  timeout: 240_000,
  use: { screenshot: 'off', trace: 'off' },
  fullyParallel: true,
  projects: browser.map((project) => ({
    ...project,
    testDir: import.meta.dirname,
    testMatch: 'take-pictures.ts',
  })),
})
