import { useTranslation } from 'react-i18next'
import type { User } from '../../../shared/api/users'
import { useDevices, useMayManage, usePerson } from '../../api/queries'
import { isRefusal } from '../../api/refusal'
import { BackLink } from '../../components/BackLink'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { DeviceLine } from '../devices/DeviceLine'
import { PasswordForm } from './PasswordForm'
import { PersonForm } from './PersonForm'
import styles from './PersonPage.module.css'
import { RemovePerson } from './RemovePerson'
import { roleTexts } from './role-texts'
import { Sessions } from './Sessions'

function Devices({ person }: { readonly person: User }) {
  const { t } = useTranslation()
  const devices = useDevices()
  const theirs = devices.data?.filter((device) => device.user_id === person.id)
  return (
    <Card labelledBy="person-devices">
      <h2 id="person-devices">{t('devices.title')}</h2>
      <ReadProblem error={devices.data ? null : devices.error} />
      {theirs?.length === 0 ? <p className="soft">{t('person.noDevices')}</p> : null}
      <ul>
        {theirs?.map((device) => (
          <DeviceLine key={device.id} device={device} ownerless />
        ))}
      </ul>
    </Card>
  )
}

function Known({ person, isSelf }: { readonly person: User; readonly isSelf: boolean }) {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  return (
    <Page
      title={person.username}
      heading={<Name wrap>{person.username}</Name>}
      above={mayManage ? <BackLink to="/people">{t('people.title')}</BackLink> : undefined}
      lead={t(isSelf ? 'person.you' : roleTexts[person.role])}
    >
      {person.enabled ? null : (
        <div className={styles.notice}>
          <Notice tone="warn">
            <p>{t('person.disabled')}</p>
          </Notice>
        </div>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Sessions person={person.id} mayLink={person.enabled} />
          <Devices person={person} />
        </div>
        <div className={styles.column}>
          <PersonForm person={person} mayManage={mayManage && !isSelf} />
          <PasswordForm person={person} isSelf={isSelf} />
          {mayManage && !isSelf ? (
            <div>
              <RemovePerson person={person} />
            </div>
          ) : null}
        </div>
      </div>
    </Page>
  )
}

/** One person: oneself, or for an owner anybody. */
export function PersonPage({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const { data, error, isSelf } = usePerson(id)
  if (data) return <Known person={data} isSelf={isSelf} />
  if (isRefusal(error, 403, 404, 422)) {
    return (
      <Page title={t('person.unknown')} lead={t('person.unknown.text')}>
        <ButtonLink to="/people" look="primary">
          {t('person.toPeople')}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={t('person.title')} above={<BackLink to="/people">{t('people.title')}</BackLink>}>
      {error ? <ReadProblem error={error} /> : <Spinner />}
    </Page>
  )
}
