import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { logout } from '../../../shared/api/session'
import { call } from '../../api/call'
import { useMe } from '../../api/queries'
import { Button } from '../../components/Button'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Problem } from '../../components/Problem'
import styles from './Account.module.css'

/** Who is signed in on this browser, and the way out. */
export function Account() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const self = useMe().data
  const leaving = useMutation({
    mutationFn: () => call(logout, {}),
    onSuccess: () => queries.resetQueries(),
  })
  if (!self) return null
  return (
    <div className={styles.account}>
      <p className={styles.who}>
        <Phrase text="account.as" slots={{ name: <Name>{self.username}</Name> }} />
      </p>
      <Problem error={leaving.error} />
      <Button
        look="quiet"
        className={styles.out}
        busy={leaving.isPending && t('account.leaving')}
        onClick={() => leaving.mutate()}
      >
        {t('account.out')}
      </Button>
    </div>
  )
}
