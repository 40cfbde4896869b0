import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock'
import { FixedWindow } from '../limits/fixed-window'
import { atMost } from '../limits/at-most'

const message = 'Too many failed sign-ins. Try again later.'

const minute = 60_000

/** An attempt that was let through; it counts as failed until it is said to be right. */
export interface Attempt {
  succeeded(): void
}

/**
 * Limits sign-ins before any password is hashed (W-22): per address, per account and address, and per account. A
 * stranger can shut out only the own address: when an account is tried from everywhere, addresses it was signed in
 * from before go on as ever, and any other still has one attempt a minute.
 */
export class SignInLimits {
  private readonly perAddress: FixedWindow
  private readonly perAccountAndAddress: FixedWindow
  private readonly perAccount: FixedWindow
  private readonly besieged: FixedWindow
  /** Accounts with the addresses they were signed in from. */
  private readonly familiar = new LRUCache<string, true>(atMost(1_000))

  constructor(clock: Clock) {
    this.perAddress = new FixedWindow(clock, { attempts: 30, window: minute }, message)
    this.perAccountAndAddress = new FixedWindow(clock, { attempts: 10, window: minute }, message)
    this.perAccount = new FixedWindow(clock, { attempts: 50, window: 10 * minute }, message)
    this.besieged = new FixedWindow(clock, { attempts: 1, window: minute }, message)
  }

  /**
   * Counts an attempt before it is looked at, so that many at once are not all let through.
   * @throws TooMany
   */
  attempt(address: string, username: string): Attempt {
    const place = networkOf(address)
    const account = username.slice(0, 255)
    const pair = `${place} ${account}`
    this.perAddress.check(place)
    this.perAccountAndAddress.check(pair)
    const isFamiliar = this.familiar.has(pair)
    if (!isFamiliar) this.chargeStranger(pair, account)
    this.perAddress.charge(place)
    this.perAccountAndAddress.charge(pair)
    return {
      succeeded: () => {
        this.perAddress.refund(place)
        this.perAccountAndAddress.clear(pair)
        if (!isFamiliar) this.perAccount.refund(account)
        this.familiar.set(pair, true)
      },
    }
  }

  private chargeStranger(pair: string, account: string): void {
    if (this.perAccount.allows(account)) this.perAccount.charge(account)
    else this.besieged.charge(pair)
  }
}

/** A household's IPv6 machine has a whole /64 to choose addresses from (RFC 4291 section 2.5.4): they count as one. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [front = '', back] = address.split('%')[0]?.split('::') ?? []
  const groups = front.split(':').filter(Boolean)
  const tail = back === undefined ? [] : back.split(':').filter(Boolean)
  const zeros = back === undefined ? 0 : Math.max(0, 8 - groups.length - tail.length)
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...tail].slice(0, 4).join(':')
}
