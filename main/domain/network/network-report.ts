import type { Finding } from '../../../shared/api/network'

/**
 * The diagnosis as text for somebody who helps. The last part of every address is cut, and of facts only those that
 * name nobody are told.
 */
export function redactedReport(checkedAt: string, findings: readonly Finding[]): string {
  const lines = findings.map(({ id, state, reason, facts }) => {
    const told = Object.entries(facts).map(([name, value]) => ` ${name}=${withoutLastPart(value)}`)
    return `${state.padEnd(7)} ${id}: ${reason}${told.join('')}`
  })
  return [`Roost connection report, ${checkedAt}`, ...lines].join('\n')
}

function withoutLastPart(value: string): string {
  return value.replaceAll(/\b(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}\b/g, '$1.x')
}
