/** What a TLS server shows and signs with. */
export interface TlsIdentity {
  readonly source: 'made' | 'own'
  /** PEM: the certificate, and those it leans on. */
  readonly certificate: string
  /** PEM; never leaves the hub. */
  readonly key: string
  /** SHA-256 of the certificate, in pairs of hex digits with colons. */
  readonly fingerprint: string
  /** The authority that signed it, for certificates the hub made. */
  readonly authority: { readonly certificate: string; readonly fingerprint: string } | null
  readonly names: readonly string[]
  /** UTC with milliseconds and `Z`. */
  readonly validUntil: string
}

/** Keeps the hub's certificates: an authority that is made once, and short-lived certificates signed by it. */
export interface Certificates {
  /**
   * The household's own certificate, or one made for these names: the same as before while it names them all and lasts.
   * @param names host names and IP addresses.
   * @param now milliseconds since the epoch.
   */
  identity(names: readonly string[], now: number): Promise<TlsIdentity>
  /** @throws Malformed when it is no certificate, does not fit its key, or has run out; the former one stays then. */
  keepOwn(certificate: string, key: string, now: number): Promise<void>
  forgetOwn(): Promise<void>
  /** PEM of the authority; null before it was ever made. */
  authority(): Promise<string | null>
}
