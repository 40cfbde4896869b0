import { useTranslation } from 'react-i18next'
import { tlsAuthority, type TlsView } from '../../../shared/api/tls'
import { isDesktop } from '../../api/desktop'
import { useHealth } from '../../api/queries'
import button from '../../components/Button.module.css'
import { CopyValue } from '../../components/CopyValue'
import { Fact, Facts } from '../../components/Facts'
import { ExactDate } from '../../components/Moment'
import { QrCode } from '../../components/QrCode'
import tls from './TlsCard.module.css'

/** Where a phone fetches the authority: over plain HTTP while that is open, for it does not trust the other door yet. */
function useAuthorityUrl(view: TlsView): string | null {
  const plain = useHealth().data?.addresses?.find(({ protocol }) => protocol === 'http')
  const base = plain?.url ?? view.urls.at(-1)
  return base === undefined ? null : `${base}${tlsAuthority.path}`
}

/** What a browser shows before anybody trusts it, to be compared; and the way to trust it. */
export function TlsCertificate({ view }: { readonly view: TlsView }) {
  const { t } = useTranslation()
  const authorityUrl = useAuthorityUrl(view)
  const { certificate, urls } = view
  if (!certificate) return null
  const [first] = urls
  return (
    <div className={tls.certificate}>
      {first === undefined ? null : (
        <figure className={tls.scan}>
          <QrCode text={`${first}#sha256=${certificate.fingerprint}`} label={t('tls.qr')} />
          <figcaption className={tls.small}>{t('tls.qr.text')}</figcaption>
        </figure>
      )}
      <div className={tls.facts}>
        <dl className={tls.values}>
          {urls.map((url) => (
            <CopyValue key={url} label={t('tls.url')} value={url} />
          ))}
        </dl>
        <Facts>
          <Fact label={t('tls.source')}>{t(`tls.source.${certificate.source}`)}</Fact>
          <Fact label={t('tls.until')}>
            <ExactDate at={certificate.valid_until} />
          </Fact>
          <Fact label={t('tls.names')}>{certificate.names.join(', ')}</Fact>
          <Fact label={t('tls.fingerprint')}>
            <span className={tls.print}>{certificate.fingerprint}</span>
          </Fact>
          {certificate.authority_fingerprint === null ? null : (
            <Fact label={t('tls.authorityPrint')}>
              <span className={tls.print}>{certificate.authority_fingerprint}</span>
            </Fact>
          )}
        </Facts>
        {certificate.authority_fingerprint === null || authorityUrl === null ? null : (
          <>
            <p className={tls.small}>{t('tls.authority.text')}</p>
            <dl>
              <CopyValue label={t('tls.authority.url')} value={authorityUrl} />
            </dl>
            {/* The window's own PC needs no certificate. */}
            {isDesktop ? null : (
              <a href={tlsAuthority.path} download className={button.button}>
                {t('tls.authority.download')}
              </a>
            )}
          </>
        )}
      </div>
    </div>
  )
}
