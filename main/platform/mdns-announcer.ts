import multicastDns, { type MulticastDNS } from 'multicast-dns'
import { say } from '../../shared/sentences/say'
import type { Announced, Announcement, Announcer } from '../domain/network/announcer'
import { announcedRecords, type AnnouncedRecord, answersTo } from './mdns-records'

/** Milliseconds in which a neighbour that has the name already answers (RFC 6762 section 8.1). */
const probing = 250

/** Names that are tried, `roost.local`, `roost-2.local`, … */
const attempts = 9

/** One socket per adapter: each says only its own address, and says it there. */
export const mdnsAnnouncer: Announcer = {
  async announce(announcement) {
    const sockets = await openSockets(announcement.addresses)
    try {
      const hostName = await freeName(sockets, announcement)
      const answering = sockets.map((socket) => answer(socket, { ...announcement, hostName }))
      return { hostName: `${hostName}.local`, stop: () => stop(answering) } satisfies Announced
    } catch (error) {
      await Promise.all(sockets.map(close))
      throw error
    }
  },
}

interface AdapterSocket {
  readonly address: string
  readonly mdns: MulticastDNS
}

async function openSockets(addresses: readonly string[]): Promise<AdapterSocket[]> {
  const opened = await Promise.allSettled(addresses.map(open))
  const sockets = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  if (sockets.length > 0) return sockets
  throw new Error(say('announce.noAdapter'))
}

function open(address: string): Promise<AdapterSocket> {
  return new Promise((resolve, reject) => {
    // Bound to every address: a socket bound to its adapter's own would not get what is sent to the group.
    const mdns = multicastDns({ interface: address, bind: '0.0.0.0', reuseAddr: true })
    mdns.once('error', reject)
    mdns.once('ready', () => {
      mdns.off('error', reject)
      // Packets nobody can read, and adapters that go away, are everyday life.
      mdns.on('error', () => undefined)
      resolve({ address, mdns })
    })
  })
}

/** The first name no neighbour answers to. */
async function freeName(
  sockets: readonly AdapterSocket[],
  { hostName, addresses }: Announcement,
): Promise<string> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const name = attempt === 1 ? hostName : `${hostName}-${attempt}`
    const taken = await Promise.all(sockets.map(({ mdns }) => isTaken(mdns, `${name}.local`, addresses)))
    if (!taken.includes(true)) return name
  }
  throw new Error(say('announce.namesTaken', { name: `${hostName}.local` }))
}

function isTaken(mdns: MulticastDNS, name: string, own: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const heard = ({ answers }: { answers: readonly { type: string; name: string; data?: unknown }[] }) => {
      const foreign = answers.some(
        (record) =>
          record.type === 'A' && record.name.toLowerCase() === name && !own.includes(String(record.data)),
      )
      if (foreign) finish(true)
    }
    const timer = setTimeout(() => finish(false), probing)
    const finish = (taken: boolean) => {
      clearTimeout(timer)
      mdns.off('response', heard)
      resolve(taken)
    }
    mdns.on('response', heard)
    mdns.query([{ name, type: 'A' }])
  })
}

function answer({ address, mdns }: AdapterSocket, announcement: Announcement): Answering {
  const records = announcedRecords({ ...announcement, addresses: [address] })
  mdns.on('query', ({ questions }) => {
    const answers = answersTo(questions ?? [], records)
    if (answers.length > 0) mdns.respond(answers)
  })
  mdns.respond(records)
  return { mdns, records }
}

interface Answering {
  readonly mdns: MulticastDNS
  readonly records: AnnouncedRecord[]
}

async function stop(answering: readonly Answering[]): Promise<void> {
  await Promise.all(
    answering.map(async ({ mdns, records }) => {
      // A time to live of zero says goodbye (RFC 6762 section 10.1).
      await new Promise<void>((resolve) => {
        mdns.respond(
          records.map((record) => ({ ...record, ttl: 0 })),
          () => resolve(),
        )
      })
      await close({ mdns })
    }),
  )
}

function close({ mdns }: Pick<AdapterSocket, 'mdns'>): Promise<void> {
  return new Promise((resolve) => {
    mdns.destroy(() => resolve())
  })
}
