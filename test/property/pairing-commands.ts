import fc from 'fast-check'
import { expect } from 'vitest'
import { deviceAuthorization as constants } from '../../shared/api/device-authorization'
import type { ModelRequest, PairingModel } from './pairing-model'
import type { PairingSystem } from './pairing-system'

type Command = fc.AsyncCommand<PairingModel, PairingSystem>

const day = 86_400_000
const expiries: Readonly<Record<string, number | null>> = {
  '30d': 30 * day,
  '90d': 90 * day,
  '1y': 365 * day,
  never: null,
}

function command(
  text: string,
  run: (model: PairingModel, system: PairingSystem) => Promise<void>,
  check: (model: Readonly<PairingModel>) => boolean = () => true,
): Command {
  return { check, run, toString: () => text }
}

const hasRequests = (model: Readonly<PairingModel>) => model.requests.length > 0

/** Counted from the newest: what happens to a request mostly happens soon. */
function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[items.length - 1 - (index % items.length)]
  if (item === undefined) throw new Error('There is nothing to pick from')
  return item
}

function open(identifier: string, address: string): Command {
  return command(`open(${identifier}, ${address})`, async (model, system) => {
    const isLimited = model.initLimit.isFull(address, model.now)
    const opened = system.open(identifier, address)
    expect(opened === null).toBe(isLimited)
    if (opened === null) return
    model.initLimit.charge(address, model.now)
    model.requests.push({
      identifier,
      deviceCode: opened.deviceCode,
      userCode: opened.userCode,
      state: 'pending',
      endsAt: model.now + constants.lifetime,
      lastPollAt: null,
      tokenExpiresAt: null,
      deviceId: null,
      approval: 0,
      revoked: false,
    })
    return Promise.resolve()
  })
}

/** What a poll must answer when it gets no token, by wire.md 3.6; null when it must get one. */
function refusal(model: PairingModel, request: ModelRequest, address: string): string | null {
  if (model.pollLimit.isFull(address, model.now)) return 'too many'
  if (!model.isKnown(request) || request.state === 'collected') return 'expired_token'
  if (request.state === 'denied') return 'access_denied'
  if (request.state === 'approved') return request.revoked ? 'expired_token' : null
  const isTooSoon = request.lastPollAt !== null && model.now - request.lastPollAt < constants.interval
  return isTooSoon ? 'slow_down' : 'authorization_pending'
}

function poll(index: number, address: string, arrives: boolean): Command {
  const text = `poll(${index}, ${address}${arrives ? '' : ', and the answer is lost'})`
  const run = async (model: PairingModel, system: PairingSystem) => {
    const request = pick(model.requests, index)
    const expected = refusal(model, request, address)
    if (expected !== 'too many') model.pollLimit.charge(address, model.now)
    const result = await system.poll(request.deviceCode, address, arrives)
    if (expected !== null || result.kind !== 'granted') {
      expect(result.kind).toBe(expected ?? 'granted')
      if (expected === 'authorization_pending' || expected === 'slow_down') request.lastPollAt = model.now
      return
    }
    expect(result.deviceId).toBe(request.deviceId)
    expect(model.tokens.map((token) => token.secret)).not.toContain(result.secret)
    model.endEarlier(request)
    const { deviceId, secret } = result
    model.tokens.push({ secret, deviceId, expiresAt: request.tokenExpiresAt, alive: arrives })
    if (arrives) request.state = 'collected'
    else request.endsAt = model.now + constants.redeliveryWindow
  }
  return command(text, run, hasRequests)
}

function decide(index: number, what: 'approve' | 'deny', expiry: keyof typeof expiries): Command {
  const run = async (model: PairingModel, system: PairingSystem) => {
    const request = pick(model.requests, index)
    const isLimited = model.wrongCodes.isFull('owner', model.now)
    const isOpen = model.isOpen(request)
    const decision =
      what === 'approve'
        ? await system.approve(request.userCode, expiry)
        : await system.deny(request.userCode)
    expect(decision.kind).toBe(isLimited ? 'too many' : isOpen ? 'done' : 'not there')
    if (decision.kind === 'not there') model.wrongCodes.charge('owner', model.now)
    if (decision.kind !== 'done') return
    if (what === 'deny') {
      request.state = 'denied'
      request.endsAt = model.now + constants.deniedLifetime
      return
    }
    const lifetime = expiries[expiry] ?? null
    request.state = 'approved'
    request.approval = 1 + Math.max(...model.requests.map(({ approval }) => approval))
    request.tokenExpiresAt = lifetime === null ? null : model.now + lifetime
    request.deviceId = decision.deviceId
    const others = model.requests.filter((other) => other.deviceId !== null && other !== request)
    for (const other of others) {
      expect(other.deviceId === request.deviceId).toBe(other.identifier === request.identifier)
    }
  }
  return command(`${what}(${index}${what === 'approve' ? `, ${expiry}` : ''})`, run, hasRequests)
}

function wait(milliseconds: number): Command {
  return command(`wait(${milliseconds})`, (model, system) => system.clock.advance(model.moveOn(milliseconds)))
}

const restart = command('restart', async (model, system) => {
  await system.restart()
  model.restart()
  await system.clock.advance(model.moveOn(1))
})

function removeDevice(index: number): Command {
  const run = async (model: PairingModel, system: PairingSystem) => {
    const devices = model.requests.flatMap((request) => request.deviceId ?? [])
    const deviceId = pick(devices, index)
    await system.removeDevice(deviceId)
    model.removeDevice(deviceId)
  }
  return command(`removeDevice(${index})`, run, (model) =>
    model.requests.some(({ deviceId }) => deviceId !== null),
  )
}

const checkEverything = command('check everything', (model, system) => expectAgreement(model, system))

/** Every token works exactly as long as it should, and nothing is left over. */
export async function expectAgreement(model: PairingModel, system: PairingSystem): Promise<void> {
  for (const token of model.tokens) {
    expect(await system.works(token.secret)).toBe(model.works(token))
  }
  expect(await system.openRequests()).toBe(model.requests.filter((request) => model.isOpen(request)).length)
  expect(await system.tokens()).toEqual({
    collected: model.tokens.filter((token) => token.alive).length,
    waiting: model.requests.filter((request) => model.isWaiting(request)).length,
  })
  expect(system.faults).toEqual([])
}

const anyAddress = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3')
const anyIdentifier = fc.constantFrom('red', 'green', 'blue')
const anyRequest = fc.nat(3)
const anyExpiry = fc.constantFrom('30d', '90d', '1y', 'never')
const anyWait = fc.oneof(
  { weight: 24, arbitrary: fc.integer({ min: 1, max: 9_999 }) },
  { weight: 5, arbitrary: fc.integer({ min: 10_000, max: 70_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 500_000, max: 700_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 20 * day, max: 100 * day }) },
)

const anyOpen = fc.tuple(anyIdentifier, anyAddress).map(([identifier, address]) => open(identifier, address))
const anyPoll = fc.tuple(anyRequest, anyAddress).map(([index, address]) => poll(index, address, true))
const anyLostPoll = fc.tuple(anyRequest, anyAddress).map(([index, address]) => poll(index, address, false))
const anyApproval = fc.tuple(anyRequest, anyExpiry).map(([index, expiry]) => decide(index, 'approve', expiry))
const anyRareStep = fc.oneof(
  { weight: 4, arbitrary: fc.constant(checkEverything) },
  { weight: 4, arbitrary: anyRequest.map((index) => decide(index, 'deny', 'never')) },
  { weight: 3, arbitrary: anyLostPoll },
  { weight: 2, arbitrary: anyRequest.map(removeDevice) },
  { weight: 1, arbitrary: fc.constant(restart) },
)

/** Steps of several handhelds and one person, in the mix in which they matter. */
export const anyCommands = fc.commands(
  [anyOpen, anyApproval, anyApproval, anyPoll, anyPoll, anyPoll, anyWait.map(wait), anyRareStep],
  { maxCommands: 80, size: 'max' },
)
