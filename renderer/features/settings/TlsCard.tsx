import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TlsSetting, TlsView } from '../../../shared/api/tls'
import { useChangeTls, useTls } from '../../api/tls'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { TextField } from '../../components/Field'
import { Notice } from '../../components/Notice'
import { Pill } from '../../components/Pill'
import { Problem, ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { Switch } from '../../components/Switch'
import { hubText } from '../../locales/hub-text'
import { LimitPlain } from './LimitPlain'
import { OwnCertificate } from './OwnCertificate'
import styles from './SettingsPage.module.css'
import { TlsCertificate } from './TlsCertificate'
import tls from './TlsCard.module.css'
import { WhoCanUseTls } from './WhoCanUseTls'

function portOf(text: string): number | null {
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : null
}

interface ChoicesProps {
  readonly view: TlsView
  readonly isBusy: boolean
  readonly onChange: (wanted: TlsSetting) => void
}

function Choices({ view, isBusy, onChange }: ChoicesProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(String(view.port))
  const [limits, setLimits] = useState(false)
  const { enabled, plain } = view
  const port = portOf(text)
  const isOther = port !== null && port !== view.port
  return (
    <div className={styles.switches}>
      <Switch
        label={t('tls.on')}
        detail={t('tls.on.detail')}
        checked={enabled}
        disabled={isBusy}
        // Without HTTPS nobody could get in if plain HTTP stayed limited.
        onChange={(on) =>
          onChange({ enabled: on, port: port ?? view.port, plain: on ? plain : 'everywhere' })
        }
      />
      <form
        className={tls.port}
        onSubmit={(event) => {
          event.preventDefault()
          if (port !== null) onChange({ enabled, port, plain })
        }}
      >
        <TextField
          label={t('tls.port')}
          value={text}
          inputMode="numeric"
          maxLength={5}
          problem={port === null ? t('tls.port.problem') : null}
          onChange={(event) => setText(event.target.value)}
        />
        {enabled && isOther ? (
          <Button type="submit" busy={isBusy && t('saving')}>
            {t('tls.port.change')}
          </Button>
        ) : null}
      </form>
      {enabled ? (
        <Switch
          label={t('tls.limit')}
          detail={t('tls.limit.detail')}
          checked={plain === 'loopback'}
          disabled={isBusy}
          onChange={(on) => {
            if (on) setLimits(true)
            else onChange({ enabled, port: view.port, plain: 'everywhere' })
          }}
        />
      ) : null}
      {limits ? <LimitPlain view={view} onClose={() => setLimits(false)} /> : null}
    </div>
  )
}

/** HTTPS on a port of its own: on or off, what a browser will show, and who can use it. */
export function TlsCard() {
  const { t } = useTranslation()
  const { data, error } = useTls()
  const change = useChangeTls()
  return (
    <Card labelledBy="settings-tls">
      <div className={tls.head}>
        <h2 id="settings-tls">{t('tls.title')}</h2>
        {data?.state === 'listening' ? <Pill tone="safe">{t('tls.state.listening')}</Pill> : null}
        {data?.state === 'failed' ? <Pill tone="bad">{t('tls.state.failed')}</Pill> : null}
        {data?.state === 'off' ? <Pill tone="calm">{t('tls.state.off')}</Pill> : null}
      </div>
      <p className={styles.text}>{t('tls.lead')}</p>
      <div className={tls.instead}>{error ? <ReadProblem error={error} /> : data ? null : <Spinner />}</div>
      {data ? (
        <div className={tls.parts}>
          <Choices key={data.port} view={data} isBusy={change.isPending} onChange={change.mutate} />
          <Problem error={change.error} />
          {data.problem === null ? null : (
            <Notice tone="bad" title={t('tls.failed')}>
              <p>{hubText(data.problem, t)}</p>
            </Notice>
          )}
          <TlsCertificate view={data} />
          {data.enabled ? <OwnCertificate source={data.certificate?.source ?? 'made'} /> : null}
          <WhoCanUseTls />
        </div>
      ) : null}
    </Card>
  )
}
