/** Keeps small secrets unreadable to whoever gets hold of the database alone: a backup, a copied disk. */
export interface SecretBox {
  seal(text: string): Promise<string>
  /** Null when it cannot be opened: the key is gone or another. Never throws for that, and destroys nothing. */
  open(sealed: string): Promise<string | null>
}
