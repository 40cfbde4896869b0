import { expect } from 'vitest'
import { listPlaySessions, playIngest, type PlayIngest } from '../../shared/api/play-sessions'
import type { TestHub } from '../helpers/hub'
import { game } from './saves-steps'
import { type Answer, ask, type Caller, made, paired } from './token-steps'

/** Milliseconds. */
export const hour = 3_600_000

const scopes = ['me.read', 'devices.read', 'devices.write', 'roms.user.read', 'roms.user.write']

/** A paired handheld that may tell what it played. */
export async function player(hub: TestHub, name = 'Pocket') {
  const { access_token: token, device_id: id } = await paired(hub, {
    client_device_identifier: name,
    name,
    requested_scopes: scopes,
  })
  return { as: `Bearer ${token}` as const, id }
}

/** A client without a device. */
export async function unbound(hub: TestHub): Promise<Caller> {
  return `Bearer ${(await made(hub, { scopes })).raw_token}`
}

interface Entry {
  readonly rom_id?: number | null
  readonly start_time: string
  readonly end_time: string
  readonly duration_ms: number
}

/** An hour that began that many hours ago. */
export function hoursAgo(hub: TestHub, hours: number, more: object = {}): Entry {
  const start = Math.floor(hub.clock.now() / 1000) * 1000 - hours * hour
  return {
    rom_id: game.id,
    start_time: new Date(start).toISOString(),
    end_time: new Date(start + hour).toISOString(),
    duration_ms: hour,
    ...more,
  }
}

export function sent(
  hub: TestHub,
  as: Caller,
  sessions: readonly unknown[],
  more: object = {},
): Promise<Answer> {
  return ask(hub, as, 'POST', '/api/play-sessions', { json: { sessions, ...more } })
}

export async function ingested(
  hub: TestHub,
  as: Caller,
  sessions: readonly unknown[],
  more: object = {},
): Promise<PlayIngest> {
  const answer = await sent(hub, as, sessions, more)
  expect(answer, answer.text).toMatchObject({ status: 201 })
  return playIngest.parse(answer.body)
}

export async function listed(hub: TestHub, as: Caller, query = '') {
  const answer = await ask(hub, as, 'GET', `/api/play-sessions${query}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return listPlaySessions.answer.parse(answer.body)
}
