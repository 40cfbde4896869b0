import { expect, test } from 'vitest'
import { announcedRecords, answersTo } from '../../../main/platform/mdns-records'

const records = announcedRecords({
  instance: 'Roost on living.room',
  hostName: 'roost',
  port: 7766,
  addresses: ['192.168.1.20'],
  text: { version: '0.1.0' },
})

test('a neighbour that asks for the name gets the address, in whatever case it asks', () => {
  expect(answersTo([{ name: 'ROOST.local', type: 'A' }], records)).toEqual([
    { type: 'A', name: 'roost.local', ttl: 120, flush: true, data: '192.168.1.20' },
  ])
  expect(answersTo([{ name: 'other.local', type: 'A' }], records)).toEqual([])
  expect(answersTo([{ name: 'roost.local', type: 'AAAA' }], records)).toEqual([])
})

test('a browser of services finds the hub, its port and its version', () => {
  const [pointer] = answersTo([{ name: '_roost._tcp.local', type: 'PTR' }], records)
  expect(pointer?.data).toBe('Roost on living room._roost._tcp.local')
  const told = answersTo([{ name: 'roost on living room._roost._tcp.local', type: 'ANY' }], records)
  expect(told.map(({ type, data }) => [type, data])).toEqual([
    ['SRV', { port: 7766, target: 'roost.local' }],
    ['TXT', ['version=0.1.0']],
  ])
})
