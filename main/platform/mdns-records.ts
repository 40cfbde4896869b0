import type { Announcement } from '../domain/network/announcer'

interface Named {
  readonly name: string
  /** Seconds. */
  readonly ttl: number
  /** Neighbours forget what they knew under this name (RFC 6762 section 10.2). */
  readonly flush?: boolean
}

export type AnnouncedRecord = Named &
  (
    | { readonly type: 'A' | 'PTR'; readonly data: string }
    | { readonly type: 'SRV'; readonly data: { readonly port: number; readonly target: string } }
    | { readonly type: 'TXT'; readonly data: string[] }
  )

/** Seconds: what names an address may change soon, what names a service may not (RFC 6762 section 10). */
const lifetime = { address: 120, service: 4_500 }

/** A page any browser of the LAN finds, and a type of our own for programs that look for Roost. */
const types = ['_http._tcp.local', '_roost._tcp.local']

/** Everything that is said of the hub on one adapter. */
export function announcedRecords({
  instance,
  hostName,
  port,
  addresses,
  text,
}: Announcement): AnnouncedRecord[] {
  const target = `${hostName}.local`
  const data = Object.entries(text).map(([key, value]) => `${key}=${value}`)
  return [
    ...addresses.map((address) => ({
      type: 'A' as const,
      name: target,
      ttl: lifetime.address,
      flush: true,
      data: address,
    })),
    ...types.flatMap((type): AnnouncedRecord[] => {
      // A dot of the name would begin a new label.
      const name = `${instance.replaceAll('.', ' ')}.${type}`
      return [
        { type: 'PTR', name: type, ttl: lifetime.service, data: name },
        { type: 'SRV', name, ttl: lifetime.address, flush: true, data: { port, target } },
        { type: 'TXT', name, ttl: lifetime.service, flush: true, data },
      ]
    }),
    ...types.map((type) => ({
      type: 'PTR' as const,
      name: '_services._dns-sd._udp.local',
      ttl: lifetime.service,
      data: type,
    })),
  ]
}

/** The records that are asked for; names are compared without case (RFC 6762 section 16). */
export function answersTo(
  questions: readonly { readonly name: string; readonly type: string }[],
  records: readonly AnnouncedRecord[],
): AnnouncedRecord[] {
  return records.filter((record) =>
    questions.some(
      ({ name, type }) =>
        name.toLowerCase() === record.name.toLowerCase() && (type === 'ANY' || type === record.type),
    ),
  )
}
