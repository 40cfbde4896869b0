import type { Router } from '@koa/router'
import { say } from '../../../../shared/sentences/say'
import { diagnoseNetwork, dismissAddressChange, getNetwork } from '../../../../shared/api/network'
import { allowHost, forgetHost, getNetworkHosts } from '../../../../shared/api/network-hosts'
import {
  changeTls,
  getTls,
  tlsAuthority,
  useMadeCertificate,
  useOwnCertificate,
} from '../../../../shared/api/tls'
import { answered, bind } from '../../bind'
import { attachment } from '../../content-disposition'
import { BadRequest } from '../../errors'
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

  const presentHosts = () => {
    const { allowed, refused } = services.hosts.view()
    return { allowed: allowed.map(({ name, isFixed }) => ({ name, is_fixed: isFixed })), refused }
  }
  bind(router, getNetworkHosts, presentHosts)
  bind(router, allowHost, async ({ body }) => {
    await services.hosts.allow(body.name)
    return presentHosts()
  })
  bind(router, forgetHost, async ({ params }) => {
    await services.hosts.forget(params.name)
    return presentHosts()
  })

  bind(router, diagnoseNetwork, () => services.doctor.diagnose())

  bind(router, getTls, () => services.tls.view())
  bind(router, changeTls, ({ body }) => services.tls.change(body))
  bind(router, useOwnCertificate, ({ body }) => services.tls.useOwn(body.certificate, body.key))
  bind(router, useMadeCertificate, () => services.tls.useMade())

  bind(router, tlsAuthority, async ({ context }) => {
    const authority = await services.tls.authority()
    if (authority === null) throw new BadRequest(404, say('tls.neverOn'))
    context.set('Content-Type', 'application/x-x509-ca-cert')
    context.set('Content-Disposition', attachment('roost-authority.pem'))
    context.body = authority
    return answered
  })
}
