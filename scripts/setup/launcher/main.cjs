'use strict'

/*
 * Stands in for Electron's own default app, which the fallback runtime lacks: the first argument that is no switch is
 * the folder of the app; it gets the app's name, version and path, and its main file is loaded.
 */
const { app } = require('electron')
const { readFileSync } = require('node:fs')
const path = require('node:path')

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'))

if (given === undefined) {
  process.stderr.write('Which app? The first argument that is no switch has to be its folder.\n')
  app.exit(2)
} else {
  const folder = path.resolve(given)
  const manifest = JSON.parse(readFileSync(path.resolve(folder, 'package.json'), 'utf8'))
  app.setName(manifest.productName ?? manifest.name)
  app.setVersion(manifest.version)
  app.setAppPath(folder)
  require(path.resolve(folder, manifest.main))
}
