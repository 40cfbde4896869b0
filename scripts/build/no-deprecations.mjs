/** Called as `depd` is, and silent. */
const silent = `
module.exports = () => {
  const deprecate = () => undefined
  deprecate.function = (wanted) => wanted
  deprecate.property = () => undefined
  return deprecate
}`

/**
 * Leaves out the library by which Koa's parts tell developers of their deprecated functions: nobody who runs Roost can
 * do anything about it, and to learn who asks for it, it has the engine count, and keep, all lines of the bundle.
 *
 * @returns {import('vite').Plugin}
 */
export function noDeprecations() {
  return {
    name: 'no-deprecations',
    load: { filter: { id: /[\\/]node_modules[\\/]depd[\\/]index\.js$/ }, handler: () => silent },
  }
}
