import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { say } from '../../shared/sentences/say'
import { Malformed } from '../domain/errors'
import { writePrivateFile } from './private-file'
import type { Certificates, TlsIdentity } from '../domain/network/certificates'

const day = 86_400_000

/** Days. Phones refuse certificates of servers that are valid for longer than 398. */
const validity = { authority: 3_650, server: 397, renewedBefore: 30 }

interface Pair {
  readonly certificate: string
  readonly key: string
}

/** A megabyte of code that a hub needs once a year, if at all. */
const loadGenerator = async () => (await import('selfsigned')).generate

/** Certificates in files only the hub's own user can read, made by `selfsigned` on P-256. */
export function fileCertificates(folder: string): Certificates {
  const load = (name: string) => readPair(folder, name)

  async function authority(now: number): Promise<Pair> {
    const known = await load('tls-authority')
    if (known && !endsSoon(known, now)) return known
    const made = await makeAuthority(now)
    await writePair(folder, 'tls-authority', made)
    return made
  }

  return {
    async identity(names, now) {
      const own = await load('tls-own')
      if (own) return identityOf('own', own, null)
      const signer = await authority(now)
      const known = await load('tls')
      if (known && isSignedBy(known, signer) && covers(known, names) && !endsSoon(known, now)) {
        return identityOf('made', known, signer)
      }
      const made = await makeServer(names, signer, now)
      await writePair(folder, 'tls', made)
      return identityOf('made', made, signer)
    },

    async keepOwn(certificate, key, now) {
      await writePair(folder, 'tls-own', checked({ certificate, key }, now))
    },

    async forgetOwn() {
      for (const ending of ['pem', 'key']) await rm(join(folder, `tls-own.${ending}`), { force: true })
    },

    async authority() {
      return (await load('tls-authority'))?.certificate ?? null
    },
  }
}

async function makeAuthority(now: number): Promise<Pair> {
  const generate = await loadGenerator()
  const made = await generate([{ name: 'commonName', value: 'Roost at home' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + validity.authority * day),
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  return { certificate: made.cert, key: made.private }
}

async function makeServer(names: readonly string[], signer: Pair, now: number): Promise<Pair> {
  const generate = await loadGenerator()
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'roost.local' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + validity.server * day),
    ca: { key: signer.key, cert: signer.certificate },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  })
  return { certificate: made.cert, key: made.private }
}

function identityOf(source: TlsIdentity['source'], pair: Pair, signer: Pair | null): TlsIdentity {
  const certificate = new X509Certificate(pair.certificate)
  return {
    source,
    certificate: signer ? `${pair.certificate.trim()}\n${signer.certificate}` : pair.certificate,
    key: pair.key,
    fingerprint: certificate.fingerprint256,
    authority: signer && {
      certificate: signer.certificate,
      fingerprint: new X509Certificate(signer.certificate).fingerprint256,
    },
    names: namesOf(certificate),
    validUntil: new Date(certificate.validTo).toISOString(),
  }
}

/** `DNS:roost.local, IP Address:192.0.2.7` */
function namesOf(certificate: X509Certificate): string[] {
  const text = certificate.subjectAltName ?? ''
  return text.split(', ').flatMap((part) => /^(?:DNS|IP Address):(.+)$/.exec(part)?.[1] ?? [])
}

function covers({ certificate }: Pair, names: readonly string[]): boolean {
  const known = new Set(namesOf(new X509Certificate(certificate)))
  return names.every((name) => known.has(name))
}

function isSignedBy({ certificate }: Pair, signer: Pair): boolean {
  return new X509Certificate(certificate).verify(new X509Certificate(signer.certificate).publicKey)
}

function endsSoon({ certificate }: Pair, now: number): boolean {
  return Date.parse(new X509Certificate(certificate).validTo) < now + validity.renewedBefore * day
}

function checked(pair: Pair, now: number): Pair {
  const certificate = parsed('certificate.notPem', () => new X509Certificate(pair.certificate))
  const key = parsed('certificate.keyNotPem', () => createPrivateKey(pair.key))
  if (!certificate.checkPrivateKey(key)) {
    throw new Malformed(say('certificate.otherKey'))
  }
  if (Date.parse(certificate.validTo) <= now) {
    throw new Malformed(say('certificate.ranOut', { time: certificate.validTo }))
  }
  return pair
}

function parsed<Result>(
  problem: 'certificate.notPem' | 'certificate.keyNotPem',
  parse: () => Result,
): Result {
  try {
    return parse()
  } catch {
    throw new Malformed(say(problem))
  }
}

async function readPair(folder: string, name: string): Promise<Pair | null> {
  try {
    const [certificate, key] = await Promise.all(
      ['pem', 'key'].map((ending) => readFile(join(folder, `${name}.${ending}`), 'utf8')),
    )
    return certificate === undefined || key === undefined ? null : { certificate, key }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** The key first: a certificate without its key is not found. */
async function writePair(folder: string, name: string, { certificate, key }: Pair): Promise<void> {
  await rm(join(folder, `${name}.pem`), { force: true })
  await writePrivateFile(folder, `${name}.key`, key)
  await writePrivateFile(folder, `${name}.pem`, certificate)
}
