import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, ownerWith, personWith } from './endpoint'
import { hubAddress } from './health'
import { nothing, nullAnswer } from './nothing'

/** How the hub is announced by mDNS, and what devices have to be told about its address (design section 9). */
export const networkView = z.object({
  addresses: z.array(hubAddress),
  announcement: z.discriminatedUnion('state', [
    z.object({ state: z.literal('off') }),
    /** `roost.local`, or another name when a neighbour has that. */
    z.object({ state: z.literal('announced'), host_name: z.string() }),
    z.object({ state: z.literal('failed'), problem: z.string() }),
  ]),
  /** The address people typed is not the hub's any more; null while it is. */
  change: z
    .object({
      from: z.string(),
      to: z.string(),
      at: timestamp,
      /** Devices that did not find the hub since: their server address has to be edited. */
      devices: z.array(
        z.object({ id: z.string(), name: z.string().nullable(), client: z.string().nullable() }),
      ),
    })
    .nullable(),
})
export type NetworkView = z.infer<typeof networkView>

export const getNetwork = endpoint({
  method: 'GET',
  path: '/api/network',
  summary: 'Addresses, the mDNS name, and which devices still have a former address.',
  access: personWith('me.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: networkView,
})

export const dismissAddressChange = endpoint({
  method: 'DELETE',
  path: '/api/network/change',
  summary: 'Whoever had to be told of the new address was told.',
  access: ownerWith('users.write'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: nullAnswer,
})

/** What the connection doctor looks at, in the order in which it is worth looking. */
export const findingIds = [
  'listening',
  'addresses',
  'reached',
  'firewall',
  'adapters',
  'announcement',
  'isolation',
  'clock',
] as const

/** One thing that was looked at; its words are the page's, by `id` and `state`. */
export const finding = z.object({
  id: z.enum(findingIds),
  state: z.enum(['good', 'hint', 'bad', 'unknown']),
  /** Which of the things this could be, e.g. `loopback-only`; names the page's words together with `id`. */
  reason: z.string(),
  /** Names and numbers for the words. */
  facts: z.record(z.string(), z.string()),
  /** A command that mends it, for a person to read and run. */
  command: z.string().nullable(),
})
export type Finding = z.infer<typeof finding>

export const diagnosis = z.object({
  checked_at: timestamp,
  findings: z.array(finding),
  /** All of it as text, to show somebody who helps: addresses are cut, nobody is named. */
  report: z.string(),
})
export type Diagnosis = z.infer<typeof diagnosis>

export const diagnoseNetwork = endpoint({
  method: 'GET',
  path: '/api/network/diagnosis',
  summary: 'The connection doctor: why a handheld may not reach the hub, and what to do.',
  access: personWith('users.read'),
  status: 200,
  refuses: [403],
  params: nothing,
  query: nothing,
  body: nothing,
  answer: diagnosis,
})
