/** Slow, salted password hashing; hashes are PHC strings. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** False also for a hash it cannot read. Takes as long for `null` as for a real hash, so names cannot be probed. */
  verify(password: string, hash: string | null): Promise<boolean>
}
