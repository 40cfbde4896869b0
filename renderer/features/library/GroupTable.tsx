import { useTranslation } from 'react-i18next'
import type { LibraryGroup } from '../../../shared/api/library'
import type { Choices } from '../../api/library'
import { classes } from '../../components/classes'
import { PlatformSelect } from '../../components/PlatformSelect'
import { hubText } from '../../locales/hub-text'
import styles from './GroupTable.module.css'

interface GroupRowProps {
  readonly group: LibraryGroup
  readonly label: string
  /** The label is how a folder is called, and no sentence of ours. */
  readonly isPath: boolean
  /** What was chosen since the group was counted. */
  readonly chosen: string | undefined
  readonly onChoose: (platform: string) => void
}

function GroupRow({ group, label, isPath, chosen, onChoose }: GroupRowProps) {
  const { t, i18n } = useTranslation()
  const { added, known, refused } = group
  const isUnknown = group.platform === null && !group.left_out
  const names = new Intl.ListFormat(i18n.language, { type: 'unit' }).format(group.examples)
  const rest = added + known + refused - group.examples.length
  const counts = [
    added > 0 ? t('which.new', { count: added }) : null,
    known > 0 ? t('which.known', { count: known }) : null,
    refused > 0 && !group.left_out ? t('which.refused', { count: refused }) : null,
    group.left_out ? t('which.leftOut', { count: refused }) : null,
  ].filter((count) => count !== null)
  return (
    <li className={classes(styles.row, group.left_out && styles.out, isUnknown && styles.open)}>
      <div className={styles.words}>
        <p className={classes(styles.label, isPath && styles.path)}>{label}</p>
        <p className={styles.names}>{rest > 0 ? t('which.andMore', { names, count: rest }) : names}</p>
        {refused > 0 && !group.left_out && !isUnknown ? (
          <p className={styles.reason}>{group.reasons.map((reason) => hubText(reason, t)).join(' · ')}</p>
        ) : null}
      </div>
      <div className={styles.platform}>
        <PlatformSelect
          label={t('which.platformOf', { folder: label })}
          value={chosen ?? (group.left_out ? '' : group.platform)}
          onChange={onChoose}
        />
        <p className={styles.counts}>{counts.join(' · ')}</p>
      </div>
    </li>
  )
}

interface GroupTableProps {
  readonly groups: readonly LibraryGroup[]
  /** What was chosen, by group; the counts follow when it was looked again. */
  readonly chosen: Choices
  readonly busy: boolean
  readonly onChoose: (key: string, platform: string) => void
}

/** What is in a folder, on a card or in a list, by what tells its platform; a wrong guess is put right here. */
export function GroupTable({ groups, chosen, busy, onChoose }: GroupTableProps) {
  const { t } = useTranslation()
  const labelOf = ({ key }: LibraryGroup) =>
    key === ''
      ? t('which.beside')
      : key === '*'
        ? t('which.noEnding')
        : key.startsWith('*')
          ? t('which.namesEnding', { ending: key.slice(1) })
          : key
  return (
    <ul className={styles.table} aria-label={t('which.found')} aria-busy={busy}>
      {groups.map((group) => (
        <GroupRow
          key={group.key}
          group={group}
          label={labelOf(group)}
          isPath={group.key !== '' && !group.key.startsWith('*')}
          chosen={chosen[group.key]}
          onChoose={(platform) => onChoose(group.key, platform)}
        />
      ))}
    </ul>
  )
}
