import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect } from 'wouter'
import type { User } from '../../../shared/api/users'
import { useDevices, useEverybody, useMayManage, useMe } from '../../api/queries'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Page } from '../../components/Page'
import { Phrase } from '../../components/Phrase'
import { Pill } from '../../components/Pill'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { AddPerson } from './AddPerson'
import { Portrait } from './Portrait'
import styles from './PeoplePage.module.css'
import { roleTexts } from './role-texts'

interface PersonLineProps {
  readonly person: User
  readonly isSelf: boolean
  readonly devices: number | undefined
}

function PersonLine({ person, isSelf, devices }: PersonLineProps) {
  const { t } = useTranslation()
  return (
    <li className={styles.person}>
      <Portrait name={person.username} />
      <div className={styles.words}>
        <p className={styles.name}>
          <Link href={`/people/${person.id}`} className={styles.link}>
            <Name>{person.username}</Name>
          </Link>
          {isSelf ? <span className={styles.you}>{t('people.you')}</span> : null}
        </p>
        <ul className={styles.facts}>
          <li>{t(roleTexts[person.role])}</li>
          {devices === undefined ? null : <li>{t('devices.count', { count: devices })}</li>}
          <li>
            {person.last_active === null ? (
              t('people.neverActive')
            ) : (
              <Phrase text="people.active" slots={{ time: <Moment at={person.last_active} /> }} />
            )}
          </li>
        </ul>
      </div>
      {person.enabled ? null : <Pill tone="warn">{t('people.disabled')}</Pill>}
    </li>
  )
}

function PeopleList() {
  const { t } = useTranslation()
  const people = useEverybody()
  const self = useMe().data?.id
  const devices = useDevices().data
  return (
    <Card labelledBy="people-heading">
      <h2 id="people-heading" tabIndex={-1} className={styles.heading}>
        {people.data ? t('people.count', { count: people.data.length }) : t('people.title')}
      </h2>
      {people.data ? null : <ReadProblem error={people.error} />}
      {people.isPending ? <Spinner /> : null}
      <ul>
        {people.data?.map((person) => (
          <PersonLine
            key={person.id}
            person={person}
            isSelf={person.id === self}
            devices={devices?.filter((device) => device.user_id === person.id).length}
          />
        ))}
      </ul>
      {people.data?.length === 1 ? <p className={styles.alone}>{t('people.alone')}</p> : null}
    </Card>
  )
}

/** The people of the household, for its owners; everybody else is taken to their own page. */
export function PeoplePage() {
  const { t } = useTranslation()
  const self = useMe().data
  const mayManage = useMayManage()
  const [adding, setAdding] = useState(false)
  if (self && !mayManage) return <Redirect to={`/people/${self.id}`} replace />
  return (
    <Page
      title={t('people.title')}
      lead={t('people.lead')}
      action={
        <Button look="primary" aria-haspopup="dialog" onClick={() => setAdding(true)}>
          {t('people.add')}
        </Button>
      }
    >
      <PeopleList />
      {adding ? <AddPerson onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}
