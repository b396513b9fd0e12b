/** The house's one direction of imports (docs/architecture.md). */
const outside = (...folders) => `^(${folders.join('|')})/`;

/** What the smaller folders of `lib` may know of the others. */
const ONLY = {
  work: ['queue', 'models', 'media', 'jobs'],
  webhooks: ['queue', 'cluster', 'jobs'],
  telemetry: ['queue', 'cluster', 'jobs'],
  environment: ['queue'],
  firebase: ['jobs', 'cluster'],
  outbox: ['jobs'],
  export: ['jobs'],
};

module.exports = {
  forbidden: [
    {
      name: 'jobs-are-pure',
      comment:
        'What a job is runs in browser and server: lib/jobs imports nothing of ours but itself.',
      severity: 'error',
      from: { path: '^lib/jobs/' },
      to: {
        path: outside('lib', 'app', 'components', 'hooks', 'functions', 'worker'),
        pathNot: '^lib/jobs/',
      },
    },
    {
      name: 'cluster-is-pure',
      comment:
        'What the cluster writes about itself is read in the browser, too: shapes, and nothing that does I/O.',
      severity: 'error',
      from: { path: '^lib/cluster/' },
      to: {
        path: outside('lib', 'app', 'components', 'hooks', 'functions', 'worker'),
        pathNot: '^lib/(jobs|cluster)/',
      },
    },
    {
      name: 'queue-knows-only-jobs',
      comment: 'Policy over two ports: no store, no model, no SDK.',
      severity: 'error',
      from: { path: '^lib/queue/' },
      to: {
        path: outside('lib', 'app', 'components', 'hooks', 'functions', 'worker'),
        pathNot: '^lib/(jobs|cluster|queue)/',
      },
    },
    {
      name: 'queue-does-no-io',
      severity: 'error',
      from: { path: '^lib/(queue|jobs|cluster)/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        path: '.',
        pathNot: ['^node_modules/zod/', '^crypto$', '^node:crypto$'],
      },
    },
    {
      name: 'stores-know-ports',
      comment:
        'A store implements the ports: of the queue it sees them, and what shards there are.',
      severity: 'error',
      from: { path: '^lib/stores/' },
      to: {
        path: '^lib/',
        pathNot: ['^lib/(jobs|cluster|stores)/', '^lib/queue/(ports/|records|shard)'],
      },
    },
    {
      name: 'stores-by-name',
      comment: 'Only the composition root picks a store, and only where it says so.',
      severity: 'error',
      from: {
        path: '^(app|components|hooks|functions|worker|lib)/',
        pathNot: ['^lib/server/(stores|job-of-event)\\.ts$', '^lib/stores/'],
      },
      to: { path: '^lib/stores/' },
    },
    {
      name: 'work-is-below-the-app',
      severity: 'error',
      from: { path: '^lib/' },
      to: {
        path: outside(
          'app',
          'components',
          'hooks',
          'functions',
          'worker',
          'scripts',
          'tests',
          'bench',
        ),
      },
    },
    {
      name: 'models-and-media-know-jobs',
      comment: 'Models and media serve work; they do not know the queue.',
      severity: 'error',
      from: { path: '^lib/(models|media)/' },
      to: { path: '^lib/', pathNot: ['^lib/(jobs|cluster|models|media)/'] },
    },
    ...Object.entries(ONLY).map(([folder, others]) => ({
      name: `${folder}-knows-only-${others.join('-and-')}`,
      severity: 'error',
      from: { path: `^lib/${folder}/` },
      to: { path: '^lib/', pathNot: [folder, ...others].map((name) => `^lib/${name}/`) },
    })),
    {
      name: 'browser-never-reaches-the-server',
      comment:
        'Pages’ client code and hooks see the shape of jobs, and what is made for the browser.',
      severity: 'error',
      from: { path: '^(components|hooks)/' },
      to: {
        path: '^lib/(queue|stores|work|media|http|environment|server|config|firebase/admin|models)',
      },
    },
    {
      name: 'product-does-not-know-its-tests',
      severity: 'error',
      from: { path: '^(app|components|hooks|functions|worker|lib)/' },
      to: { path: '^(tests|bench|scripts)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
