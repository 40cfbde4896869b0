/**
 * Refuses a Node that is too old before anything else is loaded. It is imported first, so it imports nothing.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Roost needs Node 20.19 or later; this is ${process.version}.\n` +
      'Nothing was changed. Install a current Node (https://nodejs.org) and run the same command again.\n',
  )
  process.exit(1)
}
