import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '../../../shared/api/devices'
import { useDevices } from '../../api/queries'

export interface NamedDevice {
  readonly name: string
  /** Null for one that was taken out. */
  readonly device: Device | null
}

/** Names and pictures of devices by their id, also of those that are gone. */
export function useDeviceNames(): (id: string) => NamedDevice {
  const { t } = useTranslation()
  const devices = useDevices().data
  return useMemo(() => {
    const byId = new Map(devices?.map((device) => [device.id, device]))
    return (id) => {
      const device = byId.get(id) ?? null
      const name = device ? (device.name ?? device.hostname ?? t('device.unnamed')) : t('version.deviceGone')
      return { name, device }
    }
  }, [devices, t])
}
