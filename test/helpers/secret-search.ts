import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endpointFor } from './endpoints'
import type { Exchange } from './exchanges'

/** Shorter ones are words that tests send in place of secrets, and occur anywhere. */
const shortest = 8

/** What a field of an answer holds, by its name. */
const answeredSecrets: Readonly<Record<string, string>> = {
  device_code: 'a device code',
  user_code: 'a user code',
  access_token: 'an access or device token',
  refresh_token: 'a refresh token',
  raw_token: 'a client token',
  code: 'a link or pairing code',
}

/** What a field of a request holds: also the ones that were wrong, for a wrong password is often another one. */
const sentSecrets: Readonly<Record<string, string>> = {
  password: 'a password',
  current_password: 'a password',
  secret: 'a set-up secret',
  ssh_password: 'a sync password',
}

/** Where a secret may not be, and what is written there. */
interface Place {
  readonly name: string
  readonly text: string
}

/**
 * Learns every secret that passes between a hub and its clients, and finds it again where it must not be: in the log, in
 * the files of the data folder, in refusals, in events and in the activity list.
 */
export class SecretSearch {
  /** Kinds by secret, in lower case: codes are taken in any case. */
  private readonly secrets = new Map<string, string>()
  private readonly places: Place[] = []
  private readonly waiting: { readonly exchange: Exchange; readonly isSenderTrusted: boolean }[] = []
  /** To be switched off by a test that sends nonsense in place of secrets, and the same nonsense elsewhere. */
  learnsFromRequests = true

  add(kind: string, secret: string): void {
    const key = secret.toLowerCase()
    if (key.length >= shortest && !this.secrets.has(key)) this.secrets.set(key, kind)
  }

  get size(): number {
    this.learnAll()
    return this.secrets.size
  }

  kinds(): string[] {
    this.learnAll()
    return [...new Set(this.secrets.values())].sort()
  }

  /** Takes an exchange to learn from later: looking now would take time from what a test may be measuring. */
  learn(exchange: Exchange): void {
    this.waiting.push({ exchange, isSenderTrusted: this.learnsFromRequests })
  }

  private learnAll(): void {
    for (const { exchange, isSenderTrusted } of this.waiting.splice(0)) {
      this.learnFrom(exchange, isSenderTrusted)
    }
  }

  private learnFrom(exchange: Exchange, isSenderTrusted: boolean): void {
    const { status, body, sentBody, sentHeaders, headers } = exchange
    const [, cookie] = /^[^=]+=([^;]+)/.exec([headers['set-cookie'] ?? []].flat().join()) ?? []
    if (cookie) this.add('a session cookie', cookie)
    if (isSenderTrusted) {
      this.learnCredential(sentHeaders.authorization, status)
      this.learnFields(parsed(sentBody, sentHeaders['content-type']), sentSecrets)
    }
    if (status < 400) this.learnFields(parsed(body, String(headers['content-type'])), answeredSecrets)
    const path = exchange.target.split('?')[0] ?? ''
    if (status >= 400) this.look(`a refusal of ${routeOf(exchange)}`, body)
    if (path.startsWith('/api/activity')) this.look('the activity list', body)
    if (path.startsWith('/api/events')) this.look('the event stream', body)
    if (status >= 300 || status < 200) this.look('the headers of a refusal', JSON.stringify(headers))
  }

  /** Remembers a text to be searched at the end, when every secret is known. */
  look(name: string, text: string): void {
    this.places.push({ name, text })
  }

  /** Which kind of secret was found where; never the secret itself. */
  async found(log: string, folder: string): Promise<string[]> {
    this.learnAll()
    const files = await filesOf(folder)
    const logged = [
      { name: 'the log', text: log },
      { name: 'the bytes in the log', text: bytesIn(log) },
    ]
    const places = [...logged, ...this.places, ...files].map(({ name, text }) => ({
      name,
      text: text.toLowerCase(),
    }))
    const findings = new Set<string>()
    for (const [secret, kind] of this.secrets) {
      for (const { name, text } of places) if (text.includes(secret)) findings.add(`${kind} in ${name}`)
    }
    return [...findings]
  }

  private learnCredential(header: string | undefined, status: number): void {
    const [scheme = '', value = ''] = header?.split(' ') ?? []
    if (scheme.toLowerCase() === 'basic') {
      const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? []
      if (password !== '') this.add('a Basic header', value)
      this.add('a password', password)
    }
    if (scheme.toLowerCase() === 'bearer' && status !== 401) this.add('a bearer token', value)
  }

  private learnFields(value: unknown, kinds: Readonly<Record<string, string>>, levels = 16): void {
    if (typeof value !== 'object' || value === null || levels === 0) return
    for (const [name, inner] of Object.entries(value)) {
      const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
      if (kind !== undefined && typeof inner === 'string') this.learnSecret(kind, inner)
      else this.learnFields(inner, kinds, levels - 1)
    }
  }

  private learnSecret(kind: string, secret: string): void {
    this.add(kind, secret)
    // As people read it, and without what every token begins with.
    if (kind === 'a user code') this.add(kind, `${secret.slice(0, 4)}-${secret.slice(4)}`)
    if (/^[a-z]{3}_/.test(secret)) this.add(kind, secret.slice(4))
  }
}

/** By the form of its path: the path itself may hold a code. */
function routeOf({ method, target }: Exchange): string {
  return `${method} ${endpointFor(method, target)?.path ?? 'an unknown path'}`
}

function parsed(text: string, type = ''): unknown {
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What stands in a text as lists of numbers: how JSON writes bytes. */
function bytesIn(text: string): string {
  const lists = text.match(/\[\d{1,3}(?:,\d{1,3})+\]/g) ?? []
  return lists.map((list) => Buffer.from(JSON.parse(list) as number[]).toString('latin1')).join('\n')
}

async function filesOf(folder: string): Promise<Place[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(
    files.map(async (entry) => ({
      name: `the file ${entry.name}`,
      text: await readFile(join(entry.parentPath, entry.name), 'latin1').catch(() => ''),
    })),
  )
}
