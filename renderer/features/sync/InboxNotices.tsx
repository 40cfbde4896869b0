import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Notice as InboxNotice } from '../../../shared/api/conflicts'
import { type Owned, useInboxNotices, useSeeNotice } from '../../api/conflicts'
import { useGame } from '../../api/saves'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Problem } from '../../components/Problem'
import styles from './InboxNotices.module.css'
import { useSuffix } from './use-conflict'

function Game({ rom, person }: { readonly rom: number; readonly person: number }) {
  const { t } = useTranslation()
  const name = useGame(rom).data?.name ?? t('conflict.aGame')
  const suffix = useSuffix(person)
  return (
    <Link href={`/games/${rom}${suffix}`}>
      <Name>{name}</Name>
    </Link>
  )
}

function Row({ notice }: { readonly notice: Owned<InboxNotice> }) {
  const { t } = useTranslation()
  const seeing = useSeeNotice()
  const slots = {
    game: notice.rom_id === null ? t('conflict.aGame') : <Game rom={notice.rom_id} person={notice.person} />,
    device: <Name>{notice.device_name ?? t('conflict.noDevice')}</Name>,
  }
  return (
    <li className={styles.notice}>
      <div className={styles.words}>
        <p>
          <Phrase text={`inbox.${notice.kind}`} slots={slots} />
        </p>
        <p className={styles.soft}>
          <Moment at={notice.at} />
        </p>
        <Problem error={seeing.error} />
      </div>
      <Button busy={seeing.isPending && t('inbox.dismissing')} onClick={() => seeing.mutate(notice)}>
        {t('inbox.dismiss')}
      </Button>
    </li>
  )
}

/** What somebody should know of, and nobody has to decide. */
export function InboxNotices() {
  const { t } = useTranslation()
  const notices = useInboxNotices().data ?? []
  if (notices.length === 0) return null
  return (
    <Card labelledBy="inbox-notices">
      <h2 id="inbox-notices">{t('inbox.title')}</h2>
      <ul>
        {notices.map((notice) => (
          <Row key={notice.id} notice={notice} />
        ))}
      </ul>
    </Card>
  )
}
