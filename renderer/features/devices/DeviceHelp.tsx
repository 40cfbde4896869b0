import { useTranslation } from 'react-i18next'
import type { Device } from '../../../shared/api/devices'
import { knownClient } from '../../../shared/known-devices'
import { Card } from '../../components/Card'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import type { TextKey } from '../../locales/text-key'

const helpTexts: Readonly<Record<string, TextKey>> = {
  'help.client.grout': 'help.client.grout',
  'help.client.argosy': 'help.client.argosy',
  'help.client.decky': 'help.client.decky',
  'help.client.tender': 'help.client.tender',
}

/** A word of help about the program a device runs. */
export function DeviceHelp({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  if (device.client === null) return null
  const { name, helpKey } = knownClient(device.client)
  const text = helpTexts[helpKey ?? '']
  if (text === undefined) return null
  return (
    <Card labelledBy="device-help">
      <h2 id="device-help">
        <Phrase text="detail.help" slots={{ client: <Name>{name}</Name> }} />
      </h2>
      <p className="soft small">{t(text)}</p>
    </Card>
  )
}
