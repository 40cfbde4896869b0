import type { z } from 'zod'
import { init, token } from '../../../shared/api/device-authorization'

type Asked = z.output<typeof init.answer>

const argosy = {
  client: 'argosy-launcher',
  platform: 'Android',
  client_version: '2.7.0',
  requested_scopes: ['me.read', 'roms.read', 'assets.read', 'assets.write', 'devices.read', 'devices.write'],
}

async function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** A handheld asks to be paired. */
export async function askToPair(
  hub: string,
  name: string,
  details: Partial<z.input<typeof init.body>> = {},
): Promise<Asked> {
  const response = await post(`${hub}${init.path}`, {
    ...argosy,
    client_device_identifier: `test-${name}`.slice(0, 255),
    name,
    ...details,
  })
  return init.answer.parse(await response.json())
}

/** The handheld collects its token; fails while nobody has let it in. */
export async function collect(hub: string, asked: Asked): Promise<z.output<typeof token.answer>> {
  const response = await post(`${hub}${token.path}`, { device_code: asked.device_code })
  return token.answer.parse(await response.json())
}
