import { useTranslation } from 'react-i18next'
import type { Operation, SchemaObject } from '../../../shared/api/openapi'
import { CopyValue } from '../../components/CopyValue'
import type { TextKey } from '../../locales/text-key'
import { curlOf } from './curl'
import { type Field, fieldsOf, type Shared, typeOf } from './fields'
import type { Listed } from './operations'
import styles from './ReferencePage.module.css'

const accessTexts: Readonly<Record<Operation['x-access'], TextKey>> = {
  open: 'reference.access.open',
  scopes: 'reference.access.scopes',
  person: 'reference.access.person',
  confirmed: 'reference.access.confirmed',
}

function Access({ operation }: { readonly operation: Operation }) {
  const { t } = useTranslation()
  const scopes = operation['x-required-scopes']
  return (
    <section className={styles.part}>
      <h3>{t('reference.access')}</h3>
      <p>{t(accessTexts[operation['x-access']])}</p>
      {scopes.length > 0 ? (
        <ul className={styles.words} aria-label={t('reference.scopes')}>
          {scopes.map((scope) => (
            <li key={scope}>
              <code>{scope}</code>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}

function Fields({ title, fields }: { readonly title: string; readonly fields: readonly Field[] }) {
  const { t } = useTranslation()
  if (fields.length === 0) return null
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      <ul className={styles.fields}>
        {fields.map(({ name, type, isRequired }) => (
          <li key={name}>
            <code className={styles.name}>{name}</code>
            <code className={styles.type}>{type}</code>
            {isRequired ? null : <span className={styles.note}>{t('reference.optional')}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function parametersOf(operation: Operation, place: 'path' | 'query'): Field[] {
  return operation.parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, required, schema }) => ({ name, type: typeOf(schema), isRequired: required }))
}

function answerOf({ responses }: Operation): SchemaObject | null {
  const found = Object.entries(responses).find(([status]) => status.startsWith('2'))
  return found?.[1].content?.['application/json']?.schema ?? null
}

function Answers({ operation, shared }: { readonly operation: Operation; readonly shared: Shared }) {
  const { t } = useTranslation()
  const schema = answerOf(operation)
  const fields = schema ? fieldsOf(schema, shared) : []
  return (
    <>
      <section className={styles.part}>
        <h3>{t('reference.answers')}</h3>
        <ul className={styles.fields}>
          {Object.entries(operation.responses).map(([status, { description, content }]) => (
            <li key={status}>
              <code className={styles.status}>{status}</code>
              <span lang="en">{description}</span>
              {schema && status.startsWith('2') && content ? (
                <code className={styles.type}>{fields.length > 0 ? null : typeOf(schema)}</code>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      <Fields title={t('reference.answered')} fields={fields} />
    </>
  )
}

interface OperationViewProps {
  readonly listed: Listed
  readonly shared: Shared
  readonly base: string
}

/** One operation: a line that opens to everything a program must know. */
export function OperationView({ listed, shared, base }: OperationViewProps) {
  const { t } = useTranslation()
  const { method, path, operation } = listed
  const [body] = Object.values(operation.requestBody?.content ?? {})
  const types = Object.keys(operation.requestBody?.content ?? {})
  return (
    <details className={styles.operation}>
      <summary>
        <code className={styles.method} data-method={method}>
          {method}
        </code>
        <code className={styles.path}>{path}</code>
        <span className={styles.summary} lang="en">
          {operation.summary}
        </span>
      </summary>
      <div className={styles.inside}>
        <Access operation={operation} />
        <Fields title={t('reference.inPath')} fields={parametersOf(operation, 'path')} />
        <Fields title={t('reference.inQuery')} fields={parametersOf(operation, 'query')} />
        {body ? (
          <Fields
            title={t('reference.body', { types: types.join(', ') })}
            fields={fieldsOf(body.schema, shared)}
          />
        ) : null}
        <Answers operation={operation} shared={shared} />
        <dl className={styles.example}>
          <CopyValue label={t('reference.example')} value={curlOf(listed, base, shared)} />
        </dl>
      </div>
    </details>
  )
}
