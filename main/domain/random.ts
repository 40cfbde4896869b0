/** Randomness fit for secrets. Tests inject a seeded one. */
export interface Random {
  bytes(count: number): Uint8Array
  /** UUID version 4. */
  uuid(): string
}
