import type { Job as WireJob } from '../../../shared/api/jobs'
import type { Job } from '../../domain/jobs/job-registry'

export function presentJob(job: Job): WireJob {
  return { ...job, problems: [...job.problems] }
}
