import { expect, test } from 'vitest'
import { nftablesState } from '../../../main/platform/nftables'

const chain = (policy: string) => ({
  chain: {
    family: 'inet',
    table: 'filter',
    name: 'input',
    handle: 1,
    type: 'filter',
    hook: 'input',
    prio: 0,
    policy,
  },
})
const rule = (right: unknown, verdict: object = { accept: null }) => ({
  rule: {
    family: 'inet',
    table: 'filter',
    chain: 'input',
    handle: 4,
    expr: [{ match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right } }, verdict],
  },
})
const rules = (...nftables: object[]) =>
  JSON.stringify({ nftables: [{ metainfo: { version: '1.0.6' } }, ...nftables] })

test('rules that drop what comes in close the port unless one lets it in', () => {
  expect(nftablesState(rules(chain('drop')), 7766)).toBe(false)
  expect(nftablesState(rules(chain('drop'), rule(22)), 7766)).toBe(false)
  expect(nftablesState(rules(chain('drop'), rule(7766)), 7766)).toBe(true)
  expect(nftablesState(rules(chain('drop'), rule({ set: [22, 7766] })), 7766)).toBe(true)
  expect(nftablesState(rules(chain('drop'), rule({ range: [7000, 8000] })), 7766)).toBe(true)
  expect(nftablesState(rules(chain('drop'), rule(7766, { drop: null })), 7766)).toBe(false)
})

test('no filter, and text that cannot be read, say nothing', () => {
  expect(nftablesState(rules(chain('accept')), 7766)).toBeNull()
  expect(nftablesState(rules(), 7766)).toBeNull()
  expect(nftablesState('Operation not permitted', 7766)).toBeNull()
  expect(nftablesState('{"nftables":{}}', 7766)).toBeNull()
})
