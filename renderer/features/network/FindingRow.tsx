import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../shared/api/network'
import { CopyValue } from '../../components/CopyValue'
import { Moment } from '../../components/Moment'
import { Phrase } from '../../components/Phrase'
import { Pill } from '../../components/Pill'
import { hubText } from '../../locales/hub-text'
import { balanced } from '../../locales/isolate'
import { findingStates, findingTitles, textsOf } from './finding-texts'
import styles from './Doctor.module.css'

/** Facts that are moments; `problem` is a sentence of the hub, and everything else a name or a number. */
const moments = new Set(['at', 'now', 'latest'])

function factOf(name: string, value: string, t: TFunction) {
  if (moments.has(name)) return <Moment at={value} />
  return <bdi>{balanced(name === 'problem' ? hubText(value, t) : value)}</bdi>
}

/** One thing that was looked at: how it is, and what to do about it. */
export function FindingRow({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation()
  const { id, state, reason, facts, command } = finding
  const [tone, word] = findingStates[state]
  const { text, advice } = textsOf(finding)
  const slots = Object.fromEntries(
    Object.entries({ reason, ...facts }).map(([name, value]) => [name, factOf(name, value, t)]),
  )
  return (
    <li className={styles.finding}>
      <div className={styles.head}>
        <h3>{t(findingTitles[id])}</h3>
        <Pill tone={tone}>{t(word)}</Pill>
      </div>
      <p className={styles.text}>
        <Phrase text={text} slots={slots} />
      </p>
      {advice ? <p className={styles.advice}>{t(advice)}</p> : null}
      {command === null ? null : (
        <dl className={styles.command}>
          <CopyValue label={t('doctor.command')} value={command} />
        </dl>
      )}
    </li>
  )
}
