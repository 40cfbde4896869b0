import type { Router } from '@koa/router'
import {
  deleteDevice,
  getDevice,
  handOverDevice,
  listDevices,
  mergeDevice,
  registerDevice,
  restoreDevice,
  updateDevice,
} from '../../../../shared/api/devices'
import { Forbidden } from '../../../domain/errors'
import { isOwnerPresent, type Principal } from '../../../domain/identity/principal'
import { actorOf } from '../../actor'
import { answered, bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentDevice, presentRegistered } from './presenter'
import { changeFrom, registrationFrom } from './readers'

/** wire.md section 5, and what a person does with devices. */
export function deviceRoutes(router: Router<RequestState>, services: Services): void {
  const { devices, registration, transfers } = services

  bind(router, listDevices, async ({ query, context }) => {
    const whose = await whoseDevices(services, principalOf(context), query.person)
    return (await devices.list(whose)).map(presentDevice)
  })

  bind(router, registerDevice, async ({ body, context }) => {
    const registered = await registration.register(registrationFrom(body), actorOf(context))
    if (registered.isNew) return presentRegistered(registered)
    context.status = 200
    context.body = presentRegistered(registered)
    return answered
  })

  bind(router, getDevice, async ({ params, context }) =>
    presentDevice(await devices.get(params.id, actorOf(context))),
  )

  bind(router, updateDevice, async ({ params, body, context }) =>
    presentDevice(await devices.change(params.id, changeFrom(body), actorOf(context))),
  )

  bind(router, deleteDevice, async ({ params, context }) => {
    await devices.remove(params.id, actorOf(context))
    return undefined
  })

  bind(router, restoreDevice, async ({ params, context }) =>
    presentDevice(await devices.restore(params.id, actorOf(context))),
  )

  bind(router, handOverDevice, async ({ params, body, context }) => {
    const actor = actorOf(context)
    await transfers.handOver(params.id, body.person_id, body.with_saves, actor)
    return presentDevice(await devices.get(params.id, actor))
  })

  bind(router, mergeDevice, async ({ params, body, context }) => {
    const actor = actorOf(context)
    await transfers.merge(params.id, body.into, actor)
    return presentDevice(await devices.get(body.into, actor))
  })
}

async function whoseDevices(
  services: Services,
  principal: Principal,
  person: number | 'all' | undefined,
): Promise<number | 'all'> {
  if (person !== 'all') return (await services.people.lookingAt(principal, person)).id
  if (!isOwnerPresent(principal)) throw new Forbidden()
  return 'all'
}
