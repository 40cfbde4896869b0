import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { clientName } from './client-name'

interface ClientLineProps {
  readonly client: string
  readonly version: string | null
  readonly platform: string | null
}

/** "grout 5.1.0 on muOS", as much of it as is known. */
export function ClientLine({ client, version, platform }: ClientLineProps) {
  const slots = {
    client: <Name>{clientName(client)}</Name>,
    version: <Name>{version ?? ''}</Name>,
    platform: <Name>{platform ?? ''}</Name>,
  }
  if (version && platform) return <Phrase text="client.versionPlatform" slots={slots} />
  if (version) return <Phrase text="client.version" slots={slots} />
  if (platform) return <Phrase text="client.platform" slots={slots} />
  return slots.client
}
