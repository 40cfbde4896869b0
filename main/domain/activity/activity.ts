import type { ActivityKind } from '../../../shared/api/activity'
import type { Principal } from '../identity/principal'

/** One line of the audit list. Never holds a secret. */
export interface Activity {
  readonly id: number
  readonly at: string
  readonly kind: ActivityKind
  readonly actorId: number | null
  readonly actorName: string | null
  readonly method: Principal['method'] | null
  readonly address: string | null
  /** Whose thing it was about. */
  readonly personId: number | null
  readonly subject: string | null
  readonly subjectId: string | null
}

export type NewActivity = Omit<Activity, 'id'>

export interface ActivityQuery {
  /** Only what this person did, or what was about their things; `all` for an owner. */
  readonly personId: number | 'all'
  readonly kind: ActivityKind | null
  /** Entries with a smaller id. */
  readonly before: number | null
  readonly limit: number
}

export interface ActivityReader {
  /** Newest first. */
  list(query: ActivityQuery): Promise<Activity[]>
}

export interface ActivityWriter extends ActivityReader {
  append(activity: NewActivity): Promise<void>
  /** Tells how many went. */
  deleteBefore(at: string): Promise<number>
}

/** Who does something, and from where: for the audit list. */
export interface Actor {
  readonly principal: Principal | null
  readonly address: string
}

/** Somebody who has shown a credential. */
export interface KnownActor extends Actor {
  readonly principal: Principal
}

/** What an actor did to something, ready to be appended in the transaction that does it. */
export function activityOf(
  { principal, address }: Actor,
  kind: ActivityKind,
  about: {
    readonly at: string
    readonly personId: number | null
    readonly subject: string | null
    readonly subjectId: string | number | null
  },
): NewActivity {
  return {
    at: about.at,
    kind,
    actorId: principal?.person.id ?? null,
    actorName: principal?.person.username ?? null,
    method: principal?.method ?? null,
    address,
    personId: about.personId,
    subject: about.subject,
    subjectId: about.subjectId === null ? null : String(about.subjectId),
  }
}
