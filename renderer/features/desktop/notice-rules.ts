/** What an event looks like to these rules: kinds are added to the hub without their asking. */
export interface NoticedEvent {
  readonly type: string
  readonly state?: string | undefined
}

export interface NoticeRule {
  readonly type: string
  readonly states: readonly string[]
  /** The texts: `notice.<kind>.title` and `notice.<kind>.text`. */
  readonly kind: 'conflict' | 'alarm' | 'backup'
  readonly path: string
}

/** Events that a person has to hear of at once. */
const rules: readonly NoticeRule[] = [
  { type: 'conflict', states: ['opened'], kind: 'conflict', path: '/sync' },
  { type: 'conflict', states: ['alarm'], kind: 'alarm', path: '/sync' },
  { type: 'backup', states: ['failed'], kind: 'backup', path: '/storage' },
]

/** The rule for an event; undefined for the many that can wait until somebody looks. */
export function noticeFor({ type, state = '' }: NoticedEvent): NoticeRule | undefined {
  return rules.find((rule) => rule.type === type && rule.states.includes(state))
}
