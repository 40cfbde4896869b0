import type { ClientToken } from '../../../shared/api/client-tokens'

export const tokenOrders = ['name', 'expiry', 'use'] as const
export type TokenOrder = (typeof tokenOrders)[number]

export interface Sorting {
  readonly by: TokenOrder
  readonly descending: boolean
}

/** A token with what is known about it from elsewhere. */
export interface ListedToken {
  readonly token: ClientToken
  /** Null for an unbound one; its device may be unknown to this person, or taken out. */
  readonly device: { readonly id: string; readonly name: string } | null
  /** Whose it is, where it is not clear. */
  readonly owner: string | null
  /** Everything a search looks at, in lower case. */
  readonly words: string
}

/** Those in which every word of the search is found. */
export function searched(tokens: readonly ListedToken[], search: string): readonly ListedToken[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean)
  return words.length === 0
    ? tokens
    : tokens.filter((listed) => words.every((word) => listed.words.includes(word)))
}

/** Never ends after every end; never used before every use. */
function moment(at: string | null, missing: number): number {
  return at === null ? missing : Date.parse(at)
}

/** Sorted as wished; tokens that are equal in it stay in the hub's order, newest first. */
export function sorted(
  tokens: readonly ListedToken[],
  { by, descending }: Sorting,
  locale: string,
): readonly ListedToken[] {
  const collator = new Intl.Collator(locale, { numeric: true })
  const value = ({ token }: ListedToken) =>
    by === 'expiry' ? moment(token.expires_at, Number.MAX_VALUE) : moment(token.last_used_at, 0)
  const compare =
    by === 'name'
      ? (one: ListedToken, two: ListedToken) => collator.compare(one.token.name, two.token.name)
      : (one: ListedToken, two: ListedToken) => value(one) - value(two)
  const sign = descending ? -1 : 1
  return [...tokens].sort((one, two) => sign * compare(one, two))
}
