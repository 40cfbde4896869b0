import { closeSync, openSync, readSync } from 'node:fs'
import { z } from 'zod'

interface Entry {
  readonly files?: Readonly<Record<string, Entry>> | undefined
}

const entry: z.ZodType<Entry> = z.object({
  files: z.lazy(() => z.record(z.string(), entry)).optional(),
})

/** The paths of all files in an asar archive: its header is a JSON tree of names, behind four lengths. */
export function archiveListing(archive: string): string[] {
  const descriptor = openSync(archive, 'r')
  try {
    const lengths = Buffer.alloc(16)
    readSync(descriptor, lengths, 0, 16, 0)
    const header = Buffer.alloc(lengths.readUInt32LE(12))
    readSync(descriptor, header, 0, header.length, 16)
    return pathsOf(entry.parse(JSON.parse(header.toString('utf8'))), '')
  } finally {
    closeSync(descriptor)
  }
}

function pathsOf({ files }: Entry, path: string): string[] {
  if (files === undefined) return [path]
  return Object.entries(files).flatMap(([name, inside]) => pathsOf(inside, `${path}/${name}`))
}
