import type { Logger } from 'pino'
import type { Clock } from './domain/clock'
import { watchTimeJumps } from './domain/network/time-jumps'
import type { Services } from './server/services'

/** The machine slept, or its network or clock is another: addresses and mDNS are looked at, and every page asks again. */
export function lookAnew({ networkWatch, events }: Pick<Services, 'networkWatch' | 'events'>): void {
  void networkWatch.refresh()
  events.publish({ type: 'health', id: 'network' })
}

/** Does that by itself when time jumped. @returns ends it */
export function followTime(clock: Clock, log: Logger, refresh: () => void): () => Promise<void> {
  const end = watchTimeJumps(clock, (milliseconds) => {
    log.info({ milliseconds }, 'the machine slept, or its clock was set')
    refresh()
  })
  return async () => end()
}
