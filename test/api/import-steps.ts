import { expect } from 'vitest'
import { importLook, type ImportFile, type ImportLook } from '../../shared/api/import'
import type { TestHub } from '../helpers/hub'
import { multipart, queryOf, send } from './saves-steps'
import { jobDone } from './storage-steps'
import { type Answer, ask, type Caller } from './token-steps'

export type Kind = 'folder' | 'retroarch'

export function askLook(hub: TestHub, kind: Kind, path: string, person?: number | 'all'): Promise<Answer> {
  return ask(hub, 'window', 'POST', '/api/import/look', {
    json: {
      source: { kind, path },
      ...(person === undefined ? {} : { person }),
    },
  })
}

export function lookOf(answer: Answer): ImportLook {
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return importLook.parse(answer.body)
}

export async function look(hub: TestHub, kind: Kind, path: string, person?: number | 'all') {
  return lookOf(await askLook(hub, kind, path, person))
}

/** Sends an archive to be looked at. */
export async function sendZip(
  hub: TestHub,
  as: Caller,
  bytes: Uint8Array,
  query: Record<string, string | number> = {},
): Promise<Answer> {
  const { type, body } = multipart([{ field: 'file', fileName: 'saves.zip', bytes }])
  const path = `/api/import/zip?${queryOf(query)}`
  const headers = { 'content-type': type }
  if (as !== 'window') return send(hub, as, 'POST', path, { body, headers })
  const response = await hub.windowFetch(path, { method: 'POST', headers, body: Uint8Array.from(body) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as unknown }
}

export async function shown(hub: TestHub, id: string, query = '', as: Caller = 'window') {
  return lookOf(await ask(hub, as, 'GET', `/api/import/${id}${query}`))
}

/** Runs it to its end. */
export async function take(hub: TestHub, id: string, choices: object = {}, as: Caller = 'window') {
  const job = await jobDone(hub, await ask(hub, as, 'POST', `/api/import/${id}/run`, { json: choices }))
  const { result, state } = await shown(hub, id, '', as)
  return { job, state, result }
}

export function fileOf({ files }: ImportLook, path: string): ImportFile {
  const found = files.find((file) => file.path === path)
  if (!found) throw new Error(`${path} is not in the import`)
  return found
}
