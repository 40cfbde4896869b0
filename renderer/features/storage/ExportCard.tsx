import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEverybody } from '../../api/queries'
import { Card } from '../../components/Card'
import { SelectField } from '../../components/Field'
import styles from './BackupsCard.module.css'
import { ExportForm } from './ExportForm'

/** Saves as plain files, for other programs or another place: one's own, and an owner's choice of anybody's. */
export function ExportCard() {
  const { t } = useTranslation()
  const everybody = useEverybody().data ?? []
  const [chosen, setChosen] = useState('all')
  const isSeveral = everybody.length > 1
  const person = !isSeveral ? undefined : chosen === 'all' ? chosen : Number(chosen)
  const whose = everybody.find(({ id }) => id === person)?.username
  return (
    <Card labelledBy="storage-export" className={styles.card}>
      <h2 id="storage-export">{t('export.title')}</h2>
      <p className={styles.text}>{t('export.text')}</p>
      {isSeveral ? (
        <SelectField
          label={t('export.whose')}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          <option value="all">{t('export.all')}</option>
          {everybody.map(({ id, username }) => (
            <option key={id} value={id}>
              {username}
            </option>
          ))}
        </SelectField>
      ) : null}
      <ExportForm person={person} name={whose === undefined ? 'roost-saves' : `roost-saves-${whose}`} />
    </Card>
  )
}
