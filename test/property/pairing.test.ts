import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCommands, expectAgreement } from './pairing-commands'
import { PairingModel } from './pairing-model'
import { PairingSystem } from './pairing-system'

test('any sequence of steps agrees with the contract', async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, async (commands) => {
      const system = await PairingSystem.start()
      try {
        const model = new PairingModel(system.clock.now())
        await fc.asyncModelRun(() => ({ model, real: system }), commands)
        await expectAgreement(model, system)
      } finally {
        await system.stop()
      }
    }),
    { numRuns: 60 },
  )
}, 240_000)

/** Runs all at once and gives what they came to. */
const settle = <Value>(steps: readonly (() => Promise<Value>)[]) => Promise.all(steps.map((step) => step()))

test('any crowd of decisions and polls at once has one winner', async () => {
  const step = fc.constantFrom('approve', 'approve', 'deny', 'poll', 'poll', 'poll')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 40 }), async (steps) => {
      const system = await PairingSystem.start()
      try {
        const request = system.open('red', '10.0.0.1')
        if (request === null) throw new Error('The first request was refused')
        const granted: string[] = []
        const done: string[] = []
        await settle(
          steps.map((what) => async () => {
            if (what === 'poll') {
              const result = await system.poll(request.deviceCode, '10.0.0.1')
              if (result.kind === 'granted') granted.push(result.secret)
              return
            }
            const decision =
              what === 'approve'
                ? await system.approve(request.userCode, 'never')
                : await system.deny(request.userCode)
            if (decision.kind === 'done') done.push(what)
          }),
        )
        const last = await system.poll(request.deviceCode, '10.0.0.1')
        if (last.kind === 'granted') granted.push(last.secret)
        expect(done).toHaveLength(steps.some((what) => what !== 'poll') ? 1 : 0)
        expect(granted).toHaveLength(done[0] === 'approve' ? 1 : 0)
        expect(last.kind === 'access_denied').toBe(done[0] === 'deny')
        for (const secret of granted) expect(await system.works(secret)).toBe(true)
        expect(await system.tokens()).toEqual({ collected: granted.length, waiting: 0 })
      } finally {
        await system.stop()
      }
    }),
    { numRuns: 25 },
  )
}, 240_000)
