import { Name } from '../../components/Name'
import { Silhouette } from '../../components/Silhouette'
import styles from './DeviceChip.module.css'
import type { NamedDevice } from './use-device-names'

/** A device in a word and a small picture. */
export function DeviceChip({ named: { name, device } }: { readonly named: NamedDevice }) {
  return (
    <span className={styles.chip}>
      <Silhouette client={device?.client ?? null} platform={device?.platform ?? null} size="tiny" />
      <Name>{name}</Name>
    </span>
  )
}
