import type { Clock } from '../clock'
import { FixedWindow } from '../limits/fixed-window'

const message = 'Too many failed sign-ins. Try again later.'

/**
 * Failed sign-ins, counted before any password is hashed (W-22). A stranger can shut out only the own address: the
 * count of an account is kept per address.
 */
export class SignInLimits {
  private readonly perAddress: FixedWindow
  private readonly perAccount: FixedWindow

  constructor(clock: Clock) {
    this.perAddress = new FixedWindow(clock, { attempts: 30, window: 60_000 }, message)
    this.perAccount = new FixedWindow(clock, { attempts: 10, window: 60_000 }, message)
  }

  /** @throws TooMany */
  check(address: string, username: string): void {
    this.perAddress.check(address)
    this.perAccount.check(`${address} ${username}`)
  }

  failed(address: string, username: string): void {
    this.perAddress.charge(address)
    this.perAccount.charge(`${address} ${username}`)
  }

  succeeded(address: string, username: string): void {
    this.perAccount.clear(`${address} ${username}`)
  }
}
