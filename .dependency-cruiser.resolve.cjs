/** How imports find their files: '#core/ids' names app/core/ids.js in package.json, and is a .ts. */
module.exports = { resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } }
