import type { Router } from '@koa/router'
import { diagnoseNetwork, dismissAddressChange, getNetwork } from '../../../../shared/api/network'
import { bind } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'

/** Where the hub is found, and why it may not be. */
export function networkRoutes(router: Router<RequestState>, services: Services): void {
  bind(router, getNetwork, async () => {
    const { announcement } = services.networkWatch
    const change = await services.networkWatch.change()
    return {
      addresses: services.network.addresses(),
      announcement:
        announcement.state === 'announced'
          ? { state: announcement.state, host_name: announcement.hostName }
          : announcement,
      change: change && {
        ...change,
        devices: change.devices.map(({ id, name, client }) => ({ id, name, client })),
      },
    }
  })

  bind(router, dismissAddressChange, async () => {
    await services.networkWatch.dismissChange()
    return null
  })

  bind(router, diagnoseNetwork, () => services.doctor.diagnose())
}
