import { exampleOf, type Shared } from './fields'
import type { Listed } from './operations'

/** For a POSIX shell: nothing in single quotes means anything but itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

function formOf(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, part]) => `${name}=${String(part)}`)
        .join('&')
    : ''
}

/** A command that asks the hub, with words in place of what only the reader knows. */
export function curlOf({ method, path, operation }: Listed, base: string, shared: Shared): string {
  const parts = ['curl']
  if (method !== 'GET') parts.push('-X', method)
  const ways = operation.security.flatMap(Object.keys)
  if (ways.includes('clientToken')) parts.push('-H', quoted('Authorization: Bearer rmm_…'))
  else if (ways.includes('basic')) parts.push('-u', quoted('name:password'))
  const [content] = Object.entries(operation.requestBody?.content ?? {})
  if (content) {
    const [type, { schema }] = content
    const example = exampleOf(schema, shared)
    parts.push('-H', quoted(`Content-Type: ${type}`))
    parts.push('-d', quoted(type.includes('json') ? JSON.stringify(example) : formOf(example)))
  }
  return [...parts, quoted(base + path)].join(' ')
}
