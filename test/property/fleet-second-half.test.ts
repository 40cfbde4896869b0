import { expect, test } from 'vitest'
import { allHistories, longest, runHistories } from './fleet-histories'

// In two files, which run at the same time.
const histories = Math.floor(allHistories / 2)

test(
  `${histories} histories of handhelds with wrong clocks, lost replies and old cards lose nothing`,
  async () => {
    expect(await runHistories(histories)).toMatchObject({ violations: 0 })
  },
  longest(histories),
)
