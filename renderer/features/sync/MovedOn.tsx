import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import styles from './ConflictPage.module.css'
import type { Entry } from './use-conflict'

function sides({ head_version_id, held_version_id, only_on_device, claimed }: Entry): string {
  return [head_version_id, held_version_id, only_on_device, claimed.content_hash].join(' ')
}

/** Says that one of the sides became another one while somebody was looking at it. */
export function MovedOn({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation()
  const [seen, setSeen] = useState(() => sides(entry))
  const hasMoved = sides(entry) !== seen
  useEffect(() => {
    if (hasMoved) announce(t('conflict.moved'))
  }, [hasMoved, t])
  if (!hasMoved) return null
  return (
    <Notice tone="calm" title={t('conflict.moved')}>
      <p>{t('conflict.moved.text')}</p>
      <p className={styles.ways}>
        <Button onClick={() => setSeen(sides(entry))}>{t('conflict.moved.ok')}</Button>
      </p>
    </Notice>
  )
}
