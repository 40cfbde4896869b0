import type { HubEvent } from '../../../shared/api/events'
import type { Job } from './job-registry'

const libraryJobs = new Set(['scan', 'hash'])

/** How pages hear of a job: with the events of what it works on. */
export function jobEvent({ id, kind }: Job): HubEvent {
  return { type: libraryJobs.has(kind) ? 'library' : 'backup', id, state: 'job' }
}
