import { afterEach } from 'vitest'
import { takeComplaints } from './complaints'

// A hub that answers what its contract does not say fails the test that made it do so, whatever that test looked at.
afterEach(() => {
  const complaints = takeComplaints()
  if (complaints.length > 0) throw new Error([...new Set(complaints)].join('\n'))
})
