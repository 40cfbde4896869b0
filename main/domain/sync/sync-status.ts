import type { HoldingState } from '../../../shared/api/sync-status'
import type { UnitOfWork } from '../unit-of-work'
import type { DeviceStatus, HoldingFacts, HoldingsQuery, StatusLine } from './status-store'

/** A line with what is believed of each device, and in one word how it stands. */
export interface LineStatus {
  readonly line: StatusLine
  readonly holdings: readonly (HoldingFacts & { readonly state: HoldingState })[]
}

/** Sessions after which an offer that was not taken is not wanted there (design section 7, "Convergence"). */
const patience = 2

/** What the hub believes of every device, and how it knows: never more than it saw. */
export class SyncStatus {
  constructor(private readonly unit: UnitOfWork) {}

  /** Living devices of the person. */
  devices(personId: number): Promise<DeviceStatus[]> {
    return this.unit.read.syncStatus.devices(personId)
  }

  /** By ascending line id. */
  async holdings(query: HoldingsQuery): Promise<LineStatus[]> {
    const { lines, holdings } = await this.unit.read.syncStatus.holdings(query)
    const byLine = new Map<number, HoldingFacts[]>()
    for (const holding of holdings) {
      const group = byLine.get(holding.lineId)
      if (group) group.push(holding)
      else byLine.set(holding.lineId, [holding])
    }
    return lines.map((line) => ({
      line,
      holdings: (byLine.get(line.lineId) ?? []).map((each) => ({ ...each, state: stateOf(line, each) })),
    }))
  }
}

/** In one word how a device stands to a line; what asks most for a person comes first. */
export function stateOf(
  line: Pick<StatusLine, 'headVersionId' | 'headSequence'>,
  holding: Omit<HoldingFacts, 'deviceId' | 'lineId'>,
): HoldingState {
  if (holding.conflictId !== null) return 'conflict'
  if (holding.waitingKeep !== null) return 'decided'
  if (holding.isUntracked) return 'untracked'
  if (line.headVersionId === null) return 'deleted'
  if (holding.versionId === null) return offeredState(holding, 'never-synced')
  if (holding.isDoubtful) return offeredState(holding, 'unsure')
  if (holding.versionId === line.headVersionId) return 'up-to-date'
  return offeredState(holding, 'behind')
}

/** Who was offered it again and again and never took it does not have it, whatever it once had. */
function offeredState({ offeredSessions }: Pick<HoldingFacts, 'offeredSessions'>, other: HoldingState) {
  if (offeredSessions >= patience) return 'not-on-device'
  return offeredSessions > 0 && other === 'never-synced' ? 'offered' : other
}
