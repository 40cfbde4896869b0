import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Page } from './Page'
import { Standalone } from './Standalone'

function BrokenPage() {
  const { t } = useTranslation()
  return (
    <Standalone>
      <Page title={t('broken.title')} lead={t('broken.text')}>
        <Button look="primary" tall onClick={() => location.reload()}>
          {t('broken.reload')}
        </Button>
      </Page>
    </Standalone>
  )
}

/** A fault in the page itself must not leave a blank window. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override readonly state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <BrokenPage /> : this.props.children
  }
}
