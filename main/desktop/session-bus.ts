import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'

/** Milliseconds a session bus may take; a desktop's answers within one or two. */
const patience = 1_000

/**
 * Whether somebody owns this name on the person's session bus. False as well where there is no bus, or only one that
 * cannot be asked.
 */
export async function isNameOwned(env: NodeJS.ProcessEnv, name: string): Promise<boolean> {
  for (const path of busPaths(env)) {
    const answer = await ask(path, name).catch(() => null)
    if (answer !== null) return answer
  }
  return false
}

/** The socket files of the bus (D-Bus specification, "Server Addresses"); abstract sockets have no file. */
export function busPaths(env: NodeJS.ProcessEnv): string[] {
  const given = env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  const listed = given
    .split(';')
    .filter((address) => address.startsWith('unix:'))
    .flatMap((address) => /[:,]path=([^,]+)/.exec(address)?.[1] ?? [])
    .map((path) => decodeURIComponent(path))
  const runtime = env['XDG_RUNTIME_DIR'] ?? ''
  return given === '' && runtime !== '' ? [join(runtime, 'bus')] : listed
}

function ask(path: string, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path })
    const fail = (problem: Error): void => {
      socket.destroy()
      reject(problem)
    }
    socket.setTimeout(patience, () => fail(new Error('the session bus does not answer')))
    socket.once('error', fail)
    socket.once('close', () => fail(new Error('the session bus hung up')))
    socket.once('connect', () => {
      // The bus knows who connects by the socket itself (EXTERNAL), the number only has to match.
      const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
    })
    converse(socket, name, (owned) => {
      socket.removeAllListeners('close')
      socket.destroy()
      resolve(owned)
    })
  })
}

/** After the greeting every message is binary; the answer wanted is the one to our second call. */
function converse(socket: Socket, name: string, onAnswer: (owned: boolean) => void): void {
  let received: Buffer = Buffer.alloc(0)
  let greeted = false
  socket.on('data', (part) => {
    received = Buffer.concat([received, typeof part === 'string' ? Buffer.from(part) : part])
    if (!greeted) {
      const end = received.indexOf('\r\n')
      if (end === -1) return
      if (!received.subarray(0, end).toString('latin1').startsWith('OK')) {
        socket.destroy()
        return
      }
      greeted = true
      received = received.subarray(end + 2)
      socket.write(
        Buffer.concat([Buffer.from('BEGIN\r\n'), busCall(1, 'Hello'), busCall(2, 'NameHasOwner', name)]),
      )
    }
    for (let message = takeMessage(received); message !== null; message = takeMessage(received)) {
      received = received.subarray(message.length)
      const answer = booleanAnswerTo(message, 2)
      if (answer !== null) onAnswer(answer)
    }
  })
}

/** Types of header fields and messages (D-Bus specification, "Message Protocol"). */
const field = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 }
const methodCall = 1
const methodReturn = 2
const messageError = 3

/** A call of the bus itself, with one text or nothing. */
export function busCall(serial: number, member: string, text?: string): Buffer {
  const bus = 'org.freedesktop.DBus'
  const fields = [
    stringField(field.path, 'o', '/org/freedesktop/DBus'),
    stringField(field.interface, 's', bus),
    stringField(field.member, 's', member),
    stringField(field.destination, 's', bus),
    ...(text === undefined ? [] : [Buffer.from([field.signature, 1, 0x67, 0, 1, 0x73, 0])]),
  ]
  const body = text === undefined ? Buffer.alloc(0) : busString(text)
  const header = Buffer.alloc(16)
  header.write('l', 0, 'latin1')
  header.writeUInt8(methodCall, 1)
  header.writeUInt8(1, 3)
  header.writeUInt32LE(body.length, 4)
  header.writeUInt32LE(serial, 8)
  const array = fields.reduce((joined, one) => Buffer.concat([padded(joined, 8), one]), Buffer.alloc(0))
  header.writeUInt32LE(array.length, 12)
  return Buffer.concat([padded(Buffer.concat([header, array]), 8), body])
}

function stringField(code: number, type: 'o' | 's', value: string): Buffer {
  return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), busString(value)])
}

function busString(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes, Buffer.alloc(1)])
}

function padded(buffer: Buffer, boundary: number): Buffer {
  const missing = (boundary - (buffer.length % boundary)) % boundary
  return missing === 0 ? buffer : Buffer.concat([buffer, Buffer.alloc(missing)])
}

/** The first whole message, or null while it has not all arrived. */
function takeMessage(received: Buffer): Buffer | null {
  if (received.length < 16) return null
  const length = headerLength(received) + received.readUInt32LE(4)
  return received.length < length ? null : received.subarray(0, length)
}

function headerLength(message: Buffer): number {
  return Math.ceil((16 + message.readUInt32LE(12)) / 8) * 8
}

/** What a message answers to this call; null if it is none. An error counts as no. */
function booleanAnswerTo(message: Buffer, serial: number): boolean | null {
  const type = message.readUInt8(1)
  if (type !== methodReturn && type !== messageError) return null
  if (replySerial(message) !== serial) return null
  return type === methodReturn && message.readUInt32LE(headerLength(message)) === 1
}

function replySerial(message: Buffer): number | null {
  const end = 16 + message.readUInt32LE(12)
  // Fields start on eights; ours is the code, the signature "u" and the number behind it.
  for (let at = 16; at + 8 <= end; at += 8) {
    if (message.readUInt8(at) === field.replySerial && message.readUInt8(at + 2) === 0x75) {
      return message.readUInt32LE(at + 4)
    }
  }
  return null
}
