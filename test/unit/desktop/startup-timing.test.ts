import { expect, it, vi } from 'vitest'
import type { DesktopLog } from '../../../main/desktop/log'
import { StartupTiming } from '../../../main/desktop/startup-timing'

it('logs every milestone once, in milliseconds since the process began', () => {
  let now = 1_000
  const info = vi.fn<DesktopLog['info']>()
  const timing = new StartupTiming(900, () => now, { info, warn: info, error: info })
  timing.mark('window_created')
  now = 1_200.4
  timing.mark('page_loaded')
  timing.mark('first_content')
  expect(info).not.toHaveBeenCalled()
  now = 1_500
  timing.mark('hub_ready')
  timing.mark('first_content')
  expect(info.mock.calls).toEqual([
    [
      {
        event: 'startup',
        milliseconds: { window_created: 100, page_loaded: 300, first_content: 300, hub_ready: 600 },
      },
      'started',
    ],
  ])
})
