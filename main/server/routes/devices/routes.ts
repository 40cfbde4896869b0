import type { Router } from '@koa/router'
import { deleteDevice, listDevices } from '../../../../shared/api/devices'
import { Forbidden } from '../../../domain/errors'
import { isPerson, type Principal } from '../../../domain/identity/principal'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentDevice } from './presenter'

/** wire.md section 5. */
export function deviceRoutes(router: Router<RequestState>, services: Services): void {
  bind(router, listDevices, async ({ query, context }) => {
    const whose = await whoseDevices(services, principalOf(context), query.person)
    const devices = await services.devices.list(whose)
    const now = services.clock.now()
    return devices.map((device) => presentDevice(device, now))
  })

  bind(router, deleteDevice, async ({ params, context }) => {
    const principal = principalOf(context)
    if (principal.deviceId !== null && principal.deviceId !== params.id) throw new Forbidden()
    const isOwner = isPerson(principal) && principal.person.role === 'admin'
    await services.devices.remove(params.id, isOwner ? 'all' : principal.person.id)
    return undefined
  })
}

async function whoseDevices(
  services: Services,
  principal: Principal,
  person: number | 'all' | undefined,
): Promise<number | 'all'> {
  if (person !== 'all') return (await services.people.actingFor(principal, person)).id
  if (principal.person.role !== 'admin' || !isPerson(principal)) throw new Forbidden()
  return 'all'
}
