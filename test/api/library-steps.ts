import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { z } from 'zod'
import { job as jobSchema, type Job } from '../../shared/api/jobs'
import { listRoms, romWithNotes, type Rom } from '../../shared/api/roms'
import { addLibraryFolder, scanLibrary } from '../../shared/api/library'
import type { TestHub } from '../helpers/hub'
import { asOwner, call } from './call'

/** A folder with these files, by path; it goes when the test ends. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-library-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await put(folder, files)
  return folder
}

export async function put(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

/** Waits until a job has ended, by the hub's own events. */
export async function jobEnd(hub: TestHub, id: string): Promise<Job> {
  const ending = new AbortController()
  const events = await hub.windowFetch('/api/events', { signal: ending.signal })
  const reader = events.body?.getReader()
  try {
    for (;;) {
      const reply = await call(hub, 'GET', `/api/jobs/${id}`, { as: asOwner })
      const job = jobSchema.parse(reply.body)
      if (job.state !== 'running') return job
      await reader?.read()
    }
  } finally {
    ending.abort()
  }
}

/** Adds a folder and waits until it was read. */
export async function addFolder(hub: TestHub, path: string): Promise<{ folderId: number; job: Job }> {
  const reply = await call(hub, 'POST', '/api/library/folders', { as: asOwner, body: { path } })
  expect(reply).toMatchObject({ status: 201 })
  const { folder, job } = addLibraryFolder.answer.parse(reply.body)
  return { folderId: folder.id, job: await jobEnd(hub, job.id) }
}

export async function scan(hub: TestHub): Promise<Job> {
  const reply = await call(hub, 'POST', '/api/library/scan', { as: asOwner })
  return jobEnd(hub, scanLibrary.answer.parse(reply.body).id)
}

/** Hashes what is left, and waits for it. */
export async function hashAll(hub: TestHub): Promise<Job> {
  const reply = await call(hub, 'POST', '/api/library/hash', { as: asOwner })
  expect(reply).toMatchObject({ status: 200 })
  return jobEnd(hub, jobSchema.parse(reply.body).id)
}

export async function romPage(hub: TestHub, query = ''): Promise<z.infer<typeof listRoms.answer>> {
  const reply = await call(hub, 'GET', `/api/roms?with_files=true${query}`, { as: asOwner })
  expect(reply).toMatchObject({ status: 200 })
  return listRoms.answer.parse(reply.body)
}

/** All games, by the name of their file. */
export async function romsByFile(hub: TestHub): Promise<Record<string, Rom>> {
  const { items } = await romPage(hub, '&limit=10000&order_by=id')
  return Object.fromEntries(items.map((rom) => [rom.fs_name, rom]))
}

export async function romOf(hub: TestHub, id: number) {
  const reply = await call(hub, 'GET', `/api/roms/${id}`, { as: asOwner })
  expect(reply).toMatchObject({ status: 200 })
  return romWithNotes.parse(reply.body)
}
