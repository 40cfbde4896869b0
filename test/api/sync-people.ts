import type { TestHub } from '../helpers/hub'
import { ask, member } from './token-steps'

/** The id of a device of another person of the household. */
export async function addPersonWithDevice(hub: TestHub): Promise<string> {
  const robin = await member(hub)
  const answer = await ask(hub, robin.as, 'POST', '/api/devices', { json: { name: 'Robin’s' } })
  return (answer.body as { device_id: string }).device_id
}
