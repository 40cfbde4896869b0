import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/{unit,api,migrations,crash,property,simulator,network}/**/*.test.{ts,tsx}'],
    setupFiles: ['test/helpers/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Bounds for what hangs, far from what anything takes: a busy machine is several times slower.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 0,
    // A test that takes longer than this is named in the output.
    slowTestThreshold: 2_000,
  },
})
