import { listAllClientTokens, listClientTokens } from '../../shared/api/client-tokens'
import { listConflicts } from '../../shared/api/conflicts'
import { type Device, getDevice, listDevices } from '../../shared/api/devices'
import type { Answers } from './other-answers'
import type { Screen } from './pictures'

const oneState = ['empty', 'loading', 'error', 'offline'] as const

const day = 24 * 60 * 60 * 1_000
const fromNow = (days: number) => new Date(Date.now() + days * day).toISOString()

/** As many keys as there are ends: one long past, one today, one soon. */
function ending<Token extends { readonly expires_at: string | null }>(tokens: readonly Token[]): Token[] {
  const ends = [fromNow(-40), fromNow(0.3), fromNow(6)]
  return tokens.map((token, index) => ({ ...token, expires_at: ends[index] ?? token.expires_at }))
}

const endingTokens: Answers = {
  [listClientTokens.path]: (answer) => ending(listClientTokens.answer.parse(answer)),
  [listAllClientTokens.path]: (answer) => ending(listAllClientTokens.answer.parse(answer)),
}

/** The device, or the first of them, is otherwise. */
const deviceWith = (rest: Partial<Device>): Answers => ({
  [getDevice.path]: (answer) => ({ ...getDevice.answer.parse(answer), ...rest }),
  [listDevices.path]: (answer) =>
    listDevices.answer.parse(answer).map((device, index) => (index === 0 ? { ...device, ...rest } : device)),
})

/** Every key it has ends then. */
const keyUntil = (days: number, token_state: Device['token_state']): Answers => ({
  ...deviceWith({ token_state, token_expires_at: fromNow(days) }),
  [listClientTokens.path]: (answer) =>
    listClientTokens.answer.parse(answer).map((token) => ({ ...token, expires_at: fromNow(days) })),
})

const oneConflict: Answers = {
  [listConflicts.path]: (answer) => listConflicts.answer.parse(answer).slice(0, 1),
}

/** People, their devices and keys, and what was decided. */
export const householdScreens: readonly Screen[] = [
  { name: 'person-disabled', path: ({ disabled }) => `/people/${disabled}`, never: oneState },
  { name: 'tokens-ending', path: () => '/tokens', answers: endingTokens, press: [], whole: true },
  { name: 'tokens-everybody', path: () => '/tokens', press: [{ tick: "Everybody's" }], whole: true },
  {
    name: 'device-key-ended',
    path: ({ device }) => `/devices/${device}`,
    answers: keyUntil(-40, 'expired'),
    press: [],
    whole: true,
  },
  {
    name: 'device-key-ends',
    path: ({ device }) => `/devices/${device}`,
    answers: keyUntil(3, 'active'),
    press: [],
    whole: true,
  },
  {
    name: 'device-cloned',
    path: ({ device }) => `/devices/${device}`,
    answers: deviceWith({ cloned_at: fromNow(-0.1) }),
    press: [],
    whole: true,
  },
  {
    name: 'devices-cloned',
    path: () => '/devices',
    answers: deviceWith({ cloned_at: fromNow(-0.1), token_state: 'expired' }),
    press: [],
    whole: true,
  },
  { name: 'device-refused', path: ({ refused }) => `/devices/${refused}`, press: [], whole: true },
  { name: 'conflict-closed', path: ({ closed }) => `/sync/conflicts/${closed}`, never: oneState },
  { name: 'sync-one', path: () => '/sync', answers: oneConflict, press: [], whole: true },
  { name: 'conflicts-closed', path: () => '/sync', press: [{ unfold: 'Earlier decisions' }], whole: true },
  { name: 'licence', path: () => '/settings/about', press: [{ unfold: 'react' }] },
  { name: 'more', path: () => '/', press: ['More'], only: 'phone' },
]
