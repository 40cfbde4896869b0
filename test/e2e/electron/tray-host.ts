import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { SessionBus } from '../../helpers/session-bus'

/** Plays a desktop that shows status icons. */
export interface TrayHost {
  /** Members called on it so far, e.g. `RegisterStatusNotifierItem`. */
  readonly calls: readonly string[]
  stop(): void
}

/**
 * Owns `org.kde.StatusNotifierWatcher` and answers as one with a panel behind it: "yes" to every question for a
 * property, nothing to every call.
 */
export async function startTrayHost(bus: SessionBus): Promise<TrayHost> {
  const socket = connect({ path: bus.address.replace('unix:path=', '') })
  await once(socket, 'connect')
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
  await once(socket, 'data')
  const calls: string[] = []
  const named = answerCalls(socket, calls)
  const flags = Buffer.alloc(4)
  const name = padded(text('org.kde.StatusNotifierWatcher'), 4)
  socket.write('BEGIN\r\n')
  socket.write(message(1, 1, [...toTheBus('Hello')], Buffer.alloc(0)))
  socket.write(message(1, 2, [...toTheBus('RequestName'), signature('su')], Buffer.concat([name, flags])))
  await named
  return { calls, stop: () => void socket.destroy() }
}

/** @returns resolves when the name is ours */
function answerCalls(socket: Socket, calls: string[]): Promise<void> {
  let received = Buffer.alloc(0)
  let serial = 100
  return new Promise((resolve) => {
    socket.on('data', (part) => {
      received = Buffer.concat([received, Buffer.from(part)])
      for (let length = wholeMessage(received); length > 0; length = wholeMessage(received)) {
        const one = received.subarray(0, length)
        received = received.subarray(length)
        const fields = fieldsOf(one)
        if (one[1] === 2 && fields.get(5) === 2) resolve()
        if (one[1] !== 1) continue
        const member = String(fields.get(3))
        calls.push(member)
        serial += 1
        // A variant that holds "true", where a property was asked for.
        const isQuestion = member === 'Get'
        const body = isQuestion ? Buffer.from([1, 0x62, 0, 0, 1, 0, 0, 0]) : Buffer.alloc(0)
        const header = [replyTo(one.readUInt32LE(8)), field(6, 's', String(fields.get(7)))]
        socket.write(message(2, serial, isQuestion ? [...header, signature('v')] : header, body))
      }
    })
  })
}

// The D-Bus wire format (D-Bus specification, "Message Protocol"), little-endian, as far as it is needed here.

function message(type: number, serial: number, fields: readonly Buffer[], body: Buffer): Buffer {
  const array = fields.reduce((joined, one) => Buffer.concat([padded(joined, 8), one]), Buffer.alloc(0))
  const header = Buffer.alloc(16)
  header.write('l', 0, 'latin1')
  header.writeUInt8(type, 1)
  header.writeUInt8(1, 3)
  header.writeUInt32LE(body.length, 4)
  header.writeUInt32LE(serial, 8)
  header.writeUInt32LE(array.length, 12)
  return Buffer.concat([padded(Buffer.concat([header, array]), 8), body])
}

function toTheBus(member: string): Buffer[] {
  const bus = 'org.freedesktop.DBus'
  return [
    field(1, 'o', '/org/freedesktop/DBus'),
    field(2, 's', bus),
    field(3, 's', member),
    field(6, 's', bus),
  ]
}

function field(code: number, type: 'o' | 's', value: string): Buffer {
  return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), text(value)])
}

function signature(types: string): Buffer {
  return Buffer.from([8, 1, 0x67, 0, types.length, ...Buffer.from(types), 0])
}

function replyTo(serial: number): Buffer {
  const reply = Buffer.from([5, 1, 0x75, 0, 0, 0, 0, 0])
  reply.writeUInt32LE(serial, 4)
  return reply
}

function text(value: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(Buffer.byteLength(value))
  return Buffer.concat([length, Buffer.from(value), Buffer.alloc(1)])
}

function padded(buffer: Buffer, boundary: number): Buffer {
  return Buffer.concat([buffer, Buffer.alloc((boundary - (buffer.length % boundary)) % boundary)])
}

/** The length of the first message, or 0 while it has not all arrived. */
function wholeMessage(received: Buffer): number {
  if (received.length < 16) return 0
  const length = Math.ceil((16 + received.readUInt32LE(12)) / 8) * 8 + received.readUInt32LE(4)
  return received.length < length ? 0 : length
}

/** Header fields by their codes: texts, and the number of the reply. */
function fieldsOf(one: Buffer): Map<number, string | number> {
  const fields = new Map<number, string | number>()
  const end = 16 + one.readUInt32LE(12)
  for (let at = 16; at + 8 <= end; at = Math.ceil(at / 8) * 8) {
    const code = one.readUInt8(at)
    const type = String.fromCharCode(one.readUInt8(at + 2))
    if (type === 'g') {
      at += 4 + one.readUInt8(at + 4) + 2
      continue
    }
    const number = one.readUInt32LE(at + 4)
    fields.set(code, type === 'u' ? number : one.toString('utf8', at + 8, at + 8 + number))
    at += type === 'u' ? 8 : 8 + number + 1
  }
  return fields
}
