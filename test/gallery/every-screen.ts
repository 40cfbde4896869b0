import { careScreens } from './care-screens'
import { householdScreens } from './household-screens'
import { libraryOutcomes, libraryScreens } from './library-screens'
import type { Screen } from './pictures'
import { dialogs, outcomes, screens } from './screens'
import { variants } from './variants'
import { windowScreens } from './window-screens'

/** All of them; those that leave another household behind are the last. */
export const everyScreen: readonly Screen[] = [
  ...screens,
  ...variants,
  ...careScreens,
  ...householdScreens,
  ...libraryScreens,
  ...windowScreens,
  ...dialogs,
  ...outcomes,
  ...libraryOutcomes,
]
