import type { WebContents } from 'electron'
import type { FaultReport } from './fault-report'
import { pageUrl } from './own-page'

/** A page that dies again and again is not mended by loading it again. */
const mostMends = 3

/** Loads the page again when its process died; the hub goes on meanwhile, and the fault is written down. */
export function mendPage(contents: WebContents, faults: FaultReport): void {
  let mends = 0
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    faults.note({ where: 'page process', message: `${reason} (${exitCode})`, stack: '' })
    mends += 1
    if (mends <= mostMends) contents.loadURL(pageUrl).catch(() => undefined)
  })
}
