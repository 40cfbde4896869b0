import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getOpenApi } from '../../../shared/api/openapi'
import { call } from '../../api/call'
import { isDesktop } from '../../api/desktop'
import { useHealth } from '../../api/queries'
import { BackLink } from '../../components/BackLink'
import { Card } from '../../components/Card'
import { CopyValue } from '../../components/CopyValue'
import { TextField } from '../../components/Field'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { OperationView } from './OperationView'
import { resourcesOf, searched } from './operations'
import styles from './ReferencePage.module.css'

/** Where programs reach the hub: in a browser as this page did, in the window as the LAN does. */
function useBase(): string {
  const first = useHealth().data?.addresses?.[0]?.url
  return isDesktop ? (first ?? 'http://…') : window.location.origin
}

/** Every operation of this hub, from its own description. */
export function ReferencePage() {
  const { t } = useTranslation()
  const base = useBase()
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(search)
  const described = useQuery({
    queryKey: ['reference'],
    queryFn: ({ signal }) => call(getOpenApi, { signal }),
    staleTime: Infinity,
  })
  const resources = useMemo(() => (described.data ? resourcesOf(described.data) : []), [described.data])
  const shown = useMemo(() => searched(resources, wanted), [resources, wanted])
  const count = shown.reduce((sum, { operations }) => sum + operations.length, 0)
  return (
    <Page
      title={t('reference.title')}
      above={<BackLink to="/tokens">{t('tokens.title')}</BackLink>}
      lead={t('reference.lead')}
    >
      <Card>
        <div role="search" className={styles.tools}>
          <TextField
            label={t('reference.search')}
            type="search"
            aria-keyshortcuts="/"
            value={search}
            placeholder={t('reference.searchHint')}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setSearch(event.target.value)}
          />
          <dl>
            <CopyValue label={t('reference.document')} value={base + getOpenApi.path} />
          </dl>
        </div>
        <p role="status" className={styles.count}>
          {described.data ? t('reference.count', { count }) : null}
        </p>
        {described.isPending ? <Spinner /> : null}
        <ReadProblem error={described.error} />
        {shown.map(({ name, operations }) => (
          <section key={name} className={styles.resource} aria-labelledby={`resource-${name}`}>
            <h2 id={`resource-${name}`} lang="en">
              {name}
            </h2>
            {operations.map((listed) => (
              <OperationView
                key={listed.operation.operationId}
                listed={listed}
                base={base}
                shared={described.data?.components.schemas ?? {}}
              />
            ))}
          </section>
        ))}
      </Card>
    </Page>
  )
}
