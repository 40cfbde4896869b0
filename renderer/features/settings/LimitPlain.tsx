import { useTranslation } from 'react-i18next'
import type { TlsView } from '../../../shared/api/tls'
import { useDevices } from '../../api/queries'
import { useChangeTls } from '../../api/tls'
import { ConfirmAction } from '../../components/ConfirmAction'
import { Name } from '../../components/Name'
import tls from './TlsCard.module.css'

/** Before plain HTTP is shut to the network: which devices have to be edited, for they would not get in any more. */
export function LimitPlain({ view, onClose }: { readonly view: TlsView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const devices = useDevices().data ?? []
  const { mutate, isPending, error } = useChangeTls()
  const { enabled, port } = view
  return (
    <ConfirmAction
      title={t('tls.limit.title')}
      consequences={[
        t('tls.limit.consequence'),
        t('tls.limit.edit', { url: view.urls.at(-1) ?? `https://…:${port}` }),
        t('tls.limit.kept'),
      ]}
      action={t('tls.limit.do')}
      busy={isPending && t('saving')}
      error={error}
      onClose={onClose}
      onAction={() => mutate({ enabled, port, plain: 'loopback' }, { onSuccess: onClose })}
    >
      {devices.length === 0 ? null : (
        <>
          <p className={tls.small}>{t('tls.limit.devices', { count: devices.length })}</p>
          <ul className={tls.devices}>
            {devices.map(({ id, name }) => (
              <li key={id}>
                <Name>{name ?? t('addressChange.nameless')}</Name>
              </li>
            ))}
          </ul>
        </>
      )}
    </ConfirmAction>
  )
}
