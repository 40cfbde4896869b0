import { useTranslation } from 'react-i18next'
import type { ImportFile } from '../../../shared/api/import'
import { byteSize } from '../../components/byte-size'
import { Pill, type Tone } from '../../components/Pill'
import { isolatedValue } from '../../locales/isolate'
import { ChooseGame, FindGame } from './ChooseGame'
import styles from './ImportDialog.module.css'

export type Newest = 'hub' | 'import'

const tones = { new: 'safe', here: 'calm', differs: 'warn', unmatched: 'warn' } as const satisfies Record<
  ImportFile['outcome'],
  Tone
>

/** As the hub decides it: a blank save never takes the place of another. */
function becomes({ outcome, becomes: usual, can_be_head, is_blank }: ImportFile, newest: Newest) {
  return outcome === 'differs' && newest === 'import' && can_be_head && !is_blank ? 'head' : usual
}

/** Only a game that is on the list can be chosen. */
function known({ rom_id: id, name, platform }: ImportFile['candidates'][number]) {
  return id === null ? [] : [{ id, name, platform }]
}

interface ImportFileRowProps {
  readonly file: ImportFile
  readonly newest: Newest
  readonly chosen: number | null
  readonly onChoose: (game: number | null) => void
}

/** One file: what it is, what becomes of it, and which game it is of where the hub cannot tell. */
export function ImportFileRow({ file, newest, chosen, onChoose }: ImportFileRowProps) {
  const { t, i18n } = useTranslation()
  const { path, game, person, outcome, reason, candidates } = file
  const size = byteSize(file.size_bytes, i18n.language)
  const what = game ? [game.name, game.platform, person?.name, file.key, size] : [size]
  return (
    <li className={styles.file}>
      <div className={styles.head}>
        <p className={styles.path} dir="auto">
          {path}
        </p>
        <Pill tone={tones[outcome]}>{t(`import.outcome.${outcome}`)}</Pill>
      </div>
      <p className={styles.detail}>{what.filter(Boolean).map(isolatedValue).join(' · ')}</p>
      {chosen === null ? (
        <p className={styles.detail}>
          {reason ? t(`import.reason.${reason}`) : t(`import.becomes.${becomes(file, newest)}`)}
        </p>
      ) : null}
      {candidates.length > 0 ? (
        <ChooseGame file={path} chosen={chosen} onChoose={onChoose} games={candidates.flatMap(known)} />
      ) : reason === 'no-game' ? (
        <FindGame file={path} chosen={chosen} onChoose={onChoose} />
      ) : null}
    </li>
  )
}
