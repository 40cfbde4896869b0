import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ActivityEntry,
  type ActivityKind,
  activityKeptDays,
  activityKinds,
} from '../../../shared/api/activity'
import { useActivity, useMe, usePeople } from '../../api/queries'
import { serverNow } from '../../api/server-clock'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Empty } from '../../components/Empty'
import { SelectField } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Page } from '../../components/Page'
import { Phrase } from '../../components/Phrase'
import { Problem, ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import type { TextKey } from '../../locales/text-key'
import styles from './ActivityPage.module.css'
import { byDay, dayName, type Day } from './days'
import { kindLook } from './kind-look'

const methodTexts: Readonly<Record<NonNullable<ActivityEntry['method']>, TextKey>> = {
  window: 'activity.by.window',
  session: 'activity.by.session',
  basic: 'activity.by.basic',
  token: 'activity.by.token',
  access: 'activity.by.access',
}

function Sentence({ entry }: { readonly entry: ActivityEntry }) {
  const { t } = useTranslation()
  if (entry.kind === 'session.failed' && entry.subject === null) return t('activity.session.failed.unknown')
  const subject = entry.subject ?? t('device.unnamed')
  return <Phrase text={`activity.${entry.kind}`} slots={{ name: <Name wrap>{subject}</Name> }} />
}

/** Who did it, to whose thing, how and from where. */
function Circumstances({ entry }: { readonly entry: ActivityEntry }) {
  const { t } = useTranslation()
  const self = useMe().data?.id
  const people = usePeople()
  const owner = people.find((person) => person.id === entry.person_id)?.username
  const isAboutOther = entry.person_id !== entry.actor_id && !/^(person|password|session)\./.test(entry.kind)
  // "mia signed in, by mia" says it twice.
  const isOwnDoing = entry.kind.startsWith('session.') && entry.actor_id === entry.person_id
  return (
    <ul className={styles.facts}>
      {entry.actor_name === null || isOwnDoing ? null : (
        <li>
          {entry.actor_id === self ? (
            t('activity.byYou')
          ) : (
            <Phrase text="activity.byName" slots={{ name: <Name>{entry.actor_name}</Name> }} />
          )}
        </li>
      )}
      {isAboutOther && owner !== undefined && people.length > 1 ? (
        <li>
          <Phrase text="activity.of" slots={{ name: <Name>{owner}</Name> }} />
        </li>
      ) : null}
      {entry.method === null ? null : <li>{t(methodTexts[entry.method])}</li>}
      {entry.address === null || entry.method === 'window' ? null : (
        <li>
          <Phrase text="asking.address" slots={{ address: <Name>{entry.address}</Name> }} />
        </li>
      )}
      <li>
        <Moment at={entry.at} />
      </li>
    </ul>
  )
}

function Entry({ entry }: { readonly entry: ActivityEntry }) {
  const { icon, tone } = kindLook(entry.kind)
  return (
    <li className={styles.entry}>
      <span className={styles.mark} data-tone={tone}>
        <Icon name={icon} />
      </span>
      <div className={styles.words}>
        <p className={styles.sentence}>
          <Sentence entry={entry} />
        </p>
        <Circumstances entry={entry} />
      </div>
    </li>
  )
}

function DaySection({ day }: { readonly day: Day }) {
  const { i18n } = useTranslation()
  const id = `day-${day.start}`
  return (
    <section className={styles.day} aria-labelledby={id}>
      <h2 id={id} className={styles.dayName}>
        {dayName(day.start, serverNow(), i18n.language)}
      </h2>
      <ul>
        {day.entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  )
}

interface FilterProps {
  readonly kind: ActivityKind | undefined
  readonly onKind: (kind: ActivityKind | undefined) => void
}

function Filter({ kind, onKind }: FilterProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.filter}>
      <SelectField
        label={t('activity.filter')}
        value={kind ?? ''}
        onChange={(event) => onKind(activityKinds.find((one) => one === event.target.value))}
      >
        <option value="">{t('activity.all')}</option>
        {activityKinds.map((one) => (
          <option key={one} value={one}>
            {t(`activity.label.${one}`)}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

/** What was done or tried, newest first: who, how, from where. */
export function ActivityPage() {
  const { t } = useTranslation()
  const [kind, setKind] = useState<ActivityKind>()
  const activity = useActivity(kind)
  const days = useMemo(() => byDay(activity.data?.pages.flat() ?? []), [activity.data])
  const isEmpty = activity.isSuccess && days.length === 0
  return (
    <Page
      title={t('activity.title')}
      lead={t('activity.lead', { count: activityKeptDays })}
      action={<Filter kind={kind} onKind={setKind} />}
    >
      <Card>
        {isEmpty ? (
          <Empty icon="activity" title={t(kind ? 'activity.noMatch' : 'activity.empty')}>
            {t(kind ? 'activity.noMatch.text' : 'activity.empty.text')}
          </Empty>
        ) : null}
        {activity.isFetchNextPageError ? null : <ReadProblem error={activity.error} />}
        {activity.isPending ? <Spinner /> : null}
        {days.map((day) => (
          <DaySection key={day.start} day={day} />
        ))}
        <div className={styles.end}>
          {activity.isFetchNextPageError ? <Problem error={activity.error} /> : null}
          {activity.hasNextPage ? (
            <Button
              busy={activity.isFetchingNextPage && t('loading')}
              onClick={() => void activity.fetchNextPage()}
            >
              {t('activity.more')}
            </Button>
          ) : null}
        </div>
      </Card>
    </Page>
  )
}
