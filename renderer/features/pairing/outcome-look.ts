import type { IconName } from '../../components/Icon'
import type { TextKey } from '../../locales/text-key'
import type { OutcomeState } from './outcomes'

/** `gone`: no longer open, and nobody told us why. */
export type Ending = OutcomeState | 'gone'

export interface OutcomeLook {
  readonly tone: 'safe' | 'calm' | 'warn'
  readonly icon: IconName | 'working'
  readonly title: TextKey
  readonly text: TextKey
}

const approved = { tone: 'calm', icon: 'working', text: 'outcome.approved.text' } as const
const denied = { tone: 'warn', icon: 'cross', text: 'outcome.denied.text' } as const

/** How an end is shown: decided `here` or on another screen makes another sentence. */
export function outcomeLook(ending: Ending, here: boolean): OutcomeLook {
  switch (ending) {
    case 'approved':
      return { ...approved, title: here ? 'outcome.approved' : 'outcome.approvedElsewhere' }
    case 'denied':
      return { ...denied, title: here ? 'outcome.denied' : 'outcome.deniedElsewhere' }
    case 'collected':
      return { tone: 'safe', icon: 'check', title: 'outcome.collected', text: 'outcome.collected.text' }
    case 'expired':
      return { tone: 'warn', icon: 'hourglass', title: 'outcome.expired', text: 'outcome.expired.text' }
    case 'gone':
      return { tone: 'warn', icon: 'hourglass', title: 'outcome.gone', text: 'outcome.gone.text' }
  }
}
