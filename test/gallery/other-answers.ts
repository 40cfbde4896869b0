import { getStorage } from '../../shared/api/storage'
import { getHealth, type Health } from '../../shared/api/health'
import { listJobs } from '../../shared/api/jobs'
import { getNetwork } from '../../shared/api/network'
import { getTls, tlsView } from '../../shared/api/tls'
import { say } from '../../shared/sentences/say'

/** By the address of a question, after its method unless that is GET: what becomes of the hub's own answer. */
export type Answers = Readonly<Record<string, (answer: unknown) => unknown>>

const address = {
  protocol: 'http' as const,
  host: '192.168.1.20',
  port: 7766,
  url: 'http://192.168.1.20:7766',
  adapter: 'eth0',
}
const other = { ...address, host: '10.8.0.2', url: 'http://10.8.0.2:7766', adapter: 'tun0' }
const long = Array.from({ length: 32 }, (_, index) => (index + 171).toString(16).toUpperCase()).join(':')

function reached(answer: unknown): Health {
  return { ...getHealth.answer.parse(answer), listening: true, addresses: [address, other] }
}

function announced(answer: unknown) {
  const view = getNetwork.answer.parse(answer)
  return {
    ...view,
    addresses: [address, other],
    announcement: { state: 'announced', host_name: 'roost.local' },
  }
}

/** As on a PC that has no network, or a hub that was started for that PC alone. */
export const unreachable: Answers = {
  [getHealth.path]: (answer) => ({ ...getHealth.answer.parse(answer), addresses: [] }),
  [getNetwork.path]: (answer) => ({ ...getNetwork.answer.parse(answer), addresses: [] }),
}

/** As on a PC in the network of a home, whatever machine the pictures are taken on. */
const reachable: Answers = { [getHealth.path]: reached, [getNetwork.path]: announced }

export const moving: Answers = {
  ...reachable,
  [getNetwork.path]: (answer) => ({
    ...announced(answer),
    change: {
      from: '192.168.1.7:7766',
      to: '192.168.1.20:7766',
      at: '2026-01-02T03:04:05.678Z',
      devices: [
        { id: 'a', name: 'Living room RG35XX', client: 'grout' },
        { id: 'b', name: 'Odin 2', client: 'argosy-launcher' },
        { id: 'c', name: null, client: null },
      ],
    },
  }),
}

export const failedBackup: Answers = {
  ...reachable,
  [getStorage.path]: (answer) => {
    const storage = getStorage.answer.parse(answer)
    const { backup } = storage
    if (!backup?.last_run || !backup.folder) throw new Error('the household has no backup')
    const problem = say('backup.away', { path: backup.folder })
    return { ...storage, backup: { ...backup, last_run: { ...backup.last_run, state: 'failed', problem } } }
  },
}

export const diskFull: Answers = {
  ...reachable,
  [getHealth.path]: (answer) => {
    const health = reached(answer)
    return { ...health, disk: { ...health.disk, state: 'bad', level: 'full' } }
  },
}

export const runningJob: Answers = {
  ...reachable,
  [listJobs.path]: () => [
    { id: 'one', kind: 'backup', done: 1_204, total: 1_902, state: 'running', problems: [] },
    { id: 'two', kind: 'verify', done: 0, total: null, state: 'running', problems: [] },
  ],
}

/** HTTPS switched on, with a certificate of the hub's own. */
export const secured: Answers = {
  ...reachable,
  [getTls.path]: () =>
    tlsView.parse({
      enabled: true,
      port: 7767,
      plain: 'everywhere',
      state: 'listening',
      problem: null,
      certificate: {
        source: 'made',
        fingerprint: long,
        authority_fingerprint: long,
        names: ['roost.local', '192.168.1.20'],
        valid_until: '2027-01-02T03:04:05.678Z',
      },
      urls: ['https://roost.local:7767', 'https://192.168.1.20:7767'],
    }),
}
