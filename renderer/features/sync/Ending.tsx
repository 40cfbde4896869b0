import { usePeople } from '../../api/queries'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { endingText, type Entry, type NamedConflict } from './use-conflict'

/** How an entry ended: when, who decided, and what. */
export function Ending({ entry, named }: { readonly entry: Entry; readonly named: NamedConflict }) {
  const person = usePeople().find(({ id }) => id === entry.decided_by)?.username
  return (
    <>
      {entry.closed_at === null ? null : (
        <>
          <Moment at={entry.closed_at} /> ·{' '}
        </>
      )}
      <Phrase
        text={endingText(entry, person !== undefined)}
        slots={{ device: <Name>{named.device.name}</Name>, person: <Name>{person ?? ''}</Name> }}
      />
    </>
  )
}
