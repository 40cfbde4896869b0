import type { ActivityKind } from '../../../shared/api/activity'
import { activityOf, type KnownActor } from '../activity/activity'
import type { Writers } from '../unit-of-work'
import type { SaveLine } from './save-line'

/** Writes down what somebody did to a line, in the transaction that does it. */
export async function noteOfLine(
  writers: Writers,
  actor: KnownActor,
  kind: Exclude<Extract<ActivityKind, `save.${string}`>, 'save.imported'>,
  line: Pick<SaveLine, 'id' | 'personId' | 'gameId' | 'key'>,
  at: string,
): Promise<void> {
  const [game] = await writers.saves.games([line.gameId])
  await writers.activity.append(
    activityOf(actor, kind, {
      at,
      personId: line.personId,
      subject: game ? `${game.name} (${line.key})` : line.key,
      subjectId: line.id,
    }),
  )
}
