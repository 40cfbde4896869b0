import { openWindow } from './run/window.mjs'
import { prepare } from './setup/prepare.mjs'
import { runCommand, say } from './setup/report.mjs'

/** A change of several files at once is one restart. */
const quietMilliseconds = 150

await runCommand(async () => {
  await prepare({ electron: true })
  const { servePage, watchMain } = await import('./build/development.mjs')
  const page = await servePage()
  say(`The page is served by Vite at ${page.url}`)

  /** @type {ReturnType<typeof openWindow> | null} */
  let window = null
  let restarting = false
  const open = () => {
    const opened = openWindow(process.argv.slice(2), { ROOST_PAGE_URL: page.url })
    window = opened
    void opened.ended.then((status) => {
      if (restarting) {
        restarting = false
        open()
      } else {
        process.exit(status)
      }
    })
  }
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  await watchMain(() => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (window === null) return open()
      say('The main process changed: restarting.')
      restarting = true
      window.stop()
    }, quietMilliseconds)
  })
  return undefined
})
