import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumExecutable } from './setup/chromium.mjs'
import { root } from './setup/paths.mjs'
import { runCommand, say } from './setup/report.mjs'

// Draws every picture file from the drawings in renderer/app-icon. The results are committed: run this after a drawing
// was changed. The .ico and .icns of the installers are made from icon.png by electron-builder.

const drawings = join(root, 'renderer', 'app-icon')

/** Below this many pixels the small drawing is clearer. */
const smallBelow = 48

/** @type {readonly { file: string, drawing: string, size: number }[]} */
const pictures = [
  { file: 'renderer/app-icon/icon.png', drawing: 'icon.svg', size: 1024 },
  ...[16, 24, 32, 48, 64, 128, 256, 512].map((size) => ({
    file: `renderer/app-icon/sizes/${size}x${size}.png`,
    drawing: size < smallBelow ? 'small.svg' : 'icon.svg',
    size,
  })),
  // What the app itself shows, so beside the page's files, which are packed.
  { file: 'renderer/public/app-icon/window.png', drawing: 'icon.svg', size: 256 },
  { file: 'renderer/public/app-icon/badge.png', drawing: 'badge.svg', size: 32 },
  { file: 'renderer/public/app-icon/tray.png', drawing: 'tray.svg', size: 16 },
  { file: 'renderer/public/app-icon/tray@2x.png', drawing: 'tray.svg', size: 32 },
  { file: 'renderer/public/app-icon/tray-linux.png', drawing: 'tray.svg', size: 48 },
  // macOS knows by the name that it may colour this one.
  { file: 'renderer/public/app-icon/trayTemplate.png', drawing: 'tray-template.svg', size: 16 },
  { file: 'renderer/public/app-icon/trayTemplate@2x.png', drawing: 'tray-template.svg', size: 32 },
]

await runCommand(async () => {
  const executablePath = chromiumExecutable()
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    for (const { file, drawing, size } of pictures) {
      const page = await browser.newPage({ viewport: { width: size, height: size } })
      const source = readFileSync(join(drawings, drawing)).toString('base64')
      await page.setContent(
        `<style>*{margin:0}img{display:block;width:${size}px;height:${size}px}</style>` +
          `<img src="data:image/svg+xml;base64,${source}">`,
      )
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), await page.screenshot({ omitBackground: true }))
      await page.close()
      say(`${file} ${size}×${size}`)
    }
  } finally {
    await browser.close()
  }
  return 0
})
