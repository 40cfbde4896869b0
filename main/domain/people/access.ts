import type { Revocations } from '../identity/revocations'
import type { LinkService } from '../sessions/link-service'
import type { Person } from './person'

/** Ends at once what is open for a person outside the database: event streams, and links not yet scanned. */
export class Access {
  constructor(
    private readonly revocations: Revocations,
    private readonly links: LinkService,
  ) {}

  /** Everything of the person ends. */
  ended(personId: number): void {
    this.links.forget(personId)
    this.revocations.announce({ personId })
  }

  /** What a change of the person ends. @param own the session it was made from, if it was the person's own. */
  changed(before: Person, after: Person, own?: { readonly sessionId: string | null }): void {
    // Another role sees another choice of events: its streams begin anew.
    if ((before.enabled && !after.enabled) || before.role !== after.role) this.ended(after.id)
    else if (before.passwordHash !== after.passwordHash) {
      this.links.forget(after.id)
      this.revocations.announce({ personId: after.id, keep: own ?? { sessionId: null } })
    }
  }
}
