import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect } from 'vitest'
import { job, type Job, listJobs } from '../../shared/api/jobs'
import { getStorage, type Storage } from '../../shared/api/storage'
import type { TestHub } from '../helpers/hub'
import { jobEnd } from './library-steps'
import { type Answer, ask, type Caller } from './token-steps'

export async function storageOf(hub: TestHub, query = '', as: Caller = 'window'): Promise<Storage> {
  const answer = await ask(hub, as, 'GET', `/api/storage${query}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return getStorage.answer.parse(answer.body)
}

/** The contents on the disk, by SHA-256. */
export async function blobsOf(hub: TestHub): Promise<string[]> {
  const names = await readdir(join(hub.dataFolder, 'blobs'), { recursive: true })
  return names
    .map((name) => basename(name))
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .sort()
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Waits until a job of an answer has ended. */
export async function jobDone(hub: TestHub, answer: Answer): Promise<Job> {
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return jobEnd(hub, job.parse(answer.body).id)
}

/** Waits until no job is running. */
export function idle(hub: TestHub): Promise<void> {
  return until(hub, async () => {
    const jobs = listJobs.answer.parse((await ask(hub, 'window', 'GET', '/api/jobs')).body)
    return jobs.every(({ state }) => state !== 'running')
  })
}

/** Waits until something is so, looking again at each event of the hub. */
export async function until(hub: TestHub, isSo: () => Promise<boolean>): Promise<void> {
  const ending = new AbortController()
  const events = await hub.windowFetch('/api/events', { signal: ending.signal })
  const reader = events.body?.getReader()
  try {
    while (!(await isSo())) await reader?.read()
  } finally {
    ending.abort()
  }
}
