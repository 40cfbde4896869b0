import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, ownerWith, personWith } from './endpoint'
import { nothing } from './nothing'

/** A name by which the hub may be asked, without port (design section 9). */
export const hostName = z
  .string()
  .max(253)
  .transform((name) => name.toLowerCase().replace(/\.$/, ''))
  .pipe(z.string().regex(/^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/))

/** Names beyond those that can only mean this house. */
export const networkHosts = z.object({
  /** `is_fixed`: by `--allowed-host`, and taken away only there. */
  allowed: z.array(z.object({ name: z.string(), is_fixed: z.boolean() })),
  /** Names by which the hub was asked and did not answer, newest first; forgotten when it stops. */
  refused: z.array(z.object({ name: z.string(), at: timestamp })),
})

/** Of each kind. */
export const mostHosts = 20

export const getNetworkHosts = endpoint({
  method: 'GET',
  path: '/api/network/hosts',
  summary: 'Names of its own that the hub answers to, and those it refused.',
  access: personWith('users.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: networkHosts,
})

export const allowHost = endpoint({
  method: 'POST',
  path: '/api/network/hosts',
  summary: 'The hub answers to this name from now on.',
  access: ownerWith('users.write'),
  status: 200,
  refuses: [409],
  params: nothing,
  query: nothing,
  body: z.object({ name: hostName }),
  answer: networkHosts,
})

export const forgetHost = endpoint({
  method: 'DELETE',
  path: '/api/network/hosts/{name}',
  summary: 'The hub does not answer to this name any more, nor is it told that it was refused.',
  access: ownerWith('users.write'),
  status: 200,
  params: z.object({ name: hostName }),
  query: nothing,
  body: nothing,
  answer: networkHosts,
})
