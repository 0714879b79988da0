/**
 * The module rules of the code base. A module is a folder of app/ with an index.ts as its face;
 * imports between modules go through that face, and one way only.
 */

/** Each module with the modules whose faces it may import. Every module may import core. */
const MAY_IMPORT = {
  core: [],
  identity: [],
  catalog: ['identity'],
  ingest: ['identity'],
  playback: ['identity', 'catalog', 'ingest'],
  recommendations: ['identity', 'catalog', 'playback'],
}

const MODULES = Object.keys(MAY_IMPORT).filter((name) => name !== 'core')

/**
 * ingest tells catalog of a finished asset by an event: catalog knows the types of that event and
 * of the stream it describes, and calls nothing.
 */
const MAY_IMPORT_TYPES = { catalog: ['ingest'] }

const directions = Object.entries(MAY_IMPORT).map(([name, allowed]) => {
  const types = MAY_IMPORT_TYPES[name] ?? []
  const known = [name, ...allowed, ...types]
  const forbidden = MODULES.filter((other) => !known.includes(other))
  return {
    name: `${name}-imports-only-${['core', ...allowed].join('-')}`,
    comment: `${name} may import ${['core', ...allowed].join(', ')}`,
    severity: 'error',
    // A system test runs the whole product, so it may look at the others by their faces.
    from: { path: `^app/${name}/`, pathNot: '/tests/system/' },
    to: { path: `^app/(${forbidden.join('|')})/` },
  }
})

const typesOnly = Object.entries(MAY_IMPORT_TYPES).map(([name, types]) => ({
  name: `${name}-imports-only-types-of-${types.join('-')}`,
  severity: 'error',
  from: { path: `^app/${name}/`, pathNot: '/tests/' },
  to: { path: `^app/(${types.join('|')})/`, dependencyTypesNot: ['type-only'] },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...directions,
    ...typesOnly,
    {
      name: 'modules-only-by-their-face',
      comment: 'Another module is imported through its index.ts (as #catalog), never from inside',
      severity: 'error',
      from: { path: '^(app/([^/]+)|commands|start|bin|tests)/' },
      to: {
        path: `^app/(${MODULES.join('|')})/`,
        pathNot: [
          '^app/$2/',
          '^app/[^/]+/(index|routes|page_routes|worker|personal_data)\\.ts$',
          '^app/[^/]+/listeners/',
        ],
      },
    },
    {
      name: 'provider-of-one-module',
      comment: 'providers/x_provider.ts belongs to module x, and knows others by their faces',
      severity: 'error',
      from: { path: '^providers/([^/]+)_provider\\.ts$' },
      to: {
        path: `^app/(${MODULES.join('|')})/`,
        pathNot: ['^app/$1/', '^app/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'wiring-only-in-start',
      comment:
        'Routes, listeners, job processors and keepers of personal data are switched on in start/ only',
      severity: 'error',
      from: { path: '^(app/([^/]+)|commands|providers|bin)/', pathNot: '/tests/' },
      to: {
        path: '^app/(?!core/)[^/]+/(((page_)?routes|worker|personal_data)\\.ts$|listeners/)',
        pathNot: '^app/$2/listeners/',
      },
    },
    {
      name: 'ml-stands-alone',
      comment: 'ml knows neither HTTP nor the application',
      severity: 'error',
      from: { path: '^ml/' },
      to: { path: '^(app|start|config|providers|commands|bin)/' },
    },
    {
      name: 'app-knows-no-entry-point',
      severity: 'error',
      from: { path: '^app/', pathNot: '/tests/' },
      to: { path: '^(bin|commands|providers|tests|loadtests|benchmarks)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '/tests/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^#generated/' },
    },
    {
      name: 'no-dev-packages-in-the-service',
      comment: 'What runs in production is in dependencies',
      severity: 'error',
      from: { path: '^(app|ml|start|config|providers)/', pathNot: '/tests/|/ui/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: '.dependency-cruiser.resolve.cjs' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
}
