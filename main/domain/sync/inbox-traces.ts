import type { Device } from '../devices/device'
import type { EventLog } from '../events/event-log'
import type { Writers } from '../unit-of-work'
import type { EntryClosing } from './sync-store'

/** The device decided by itself: its open entry of the line closes with a trace, and no decision waits any more. */
export async function settleByDevice(
  { sync }: Pick<Writers, 'sync'>,
  device: Pick<Device, 'id'>,
  lineId: number,
  closing: Pick<EntryClosing, 'decision' | 'over' | 'at'>,
): Promise<number[]> {
  const [closed] = await Promise.all([
    sync.closeEntries({ ...closing, deviceId: device.id, lineIds: [lineId], by: 'device' }),
    sync.dropWaiting(device.id, [lineId]),
  ])
  return closed
}

export function announceClosed(events: EventLog, personId: number, ids: readonly number[]): void {
  for (const id of ids) {
    events.publish({ type: 'conflict', id: String(id), state: 'closed' }, { personId })
  }
}
