import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..', '..', '..')

/** The file of electron-builder that says which options there are. */
const builderSchema = z.object({
  definitions: z.object({ FuseOptionsV1: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
})

it('every fuse electron-builder knows is written out, each with its reason', () => {
  const schemaFile = join(root, 'node_modules', 'app-builder-lib', 'scheme.json')
  const known = builderSchema.parse(JSON.parse(readFileSync(schemaFile, 'utf8'))).definitions.FuseOptionsV1
    .properties
  const section = readFileSync(join(root, 'electron-builder.yml'), 'utf8').split(/^electronFuses:$/m)[1] ?? ''
  const written = [...section.matchAll(/^ {2}# \S.*\n {2}(\w+): (true|false)$/gm)].map(
    ([, name, value]) => [name, value === 'true'] as const,
  )
  expect(Object.fromEntries(written)).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: false,
  })
  expect(new Set(written.map(([name]) => name))).toEqual(new Set(Object.keys(known)))
})
