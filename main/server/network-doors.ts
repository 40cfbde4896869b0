import type { RequestListener } from 'node:http'
import { say } from '../../shared/sentences/say'
import type { NetworkStatus } from '../domain/network/network-status'
import type { Doors } from '../domain/network/tls-door'
import { type Listener, listenOnNetwork, listenSecurely, type Patience, type SecureListener } from './listen'

const loopback = '127.0.0.1'

/** The doors of the LAN, which a person may change while the hub runs. */
export class NetworkDoors implements Doors {
  private plain: Listener | null = null
  private plainHost: string
  private secure: SecureListener | null = null
  private readonly leaving = new Set<Promise<void>>()

  constructor(
    private readonly listener: RequestListener,
    private readonly network: NetworkStatus,
    private readonly host: string,
    private readonly patience?: Patience,
  ) {
    this.plainHost = host
  }

  /** @throws the system's own error. @returns the port. */
  async open(port: number, isPlainLocal: boolean): Promise<number> {
    this.plainHost = isPlainLocal ? loopback : this.host
    this.plain = await listenOnNetwork(this.listener, this.plainHost, port, this.patience)
    this.network.listening(this.host, this.plain.port)
    this.network.limitPlain(isPlainLocal)
    return this.plain.port
  }

  async openSecure(port: number, identity: { certificate: string; key: string }): Promise<void> {
    if (this.secure?.port === port) {
      this.secure.show(identity)
      return
    }
    const place = { host: this.host, port }
    const opened = await listenSecurely(this.listener, place, identity, this.patience).catch(
      (error: unknown) => {
        throw new Error(whyNot(error, port), { cause: error })
      },
    )
    this.leave(this.secure)
    this.secure = opened
    this.network.secureOn(opened.port)
  }

  closeSecure(): Promise<void> {
    this.leave(this.secure)
    this.secure = null
    this.network.secureOn(null)
    return Promise.resolve()
  }

  async answerPlain(reach: 'everywhere' | 'loopback'): Promise<void> {
    const host = reach === 'loopback' ? loopback : this.host
    const { plain } = this
    if (!plain || host === this.plainHost) return
    // The port is free for the other address at once; who is being answered hears the end of it.
    this.leave(plain)
    this.plain = await listenOnNetwork(this.listener, host, plain.port, this.patience)
    this.plainHost = host
    this.network.limitPlain(reach === 'loopback')
  }

  async close(): Promise<void> {
    await Promise.all([this.plain?.close(), this.secure?.close(), ...this.leaving])
  }

  private leave(listener: Listener | null): void {
    if (!listener) return
    const left = listener.close().finally(() => this.leaving.delete(left))
    this.leaving.add(left)
  }
}

function whyNot(error: unknown, port: number): string {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : message
  if (code === 'EADDRINUSE') return say('tls.portTaken', { port })
  if (code === 'EACCES') return say('tls.portForbidden', { port })
  return say('tls.notOpened', { port, why: code })
}
