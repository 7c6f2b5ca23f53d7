/**
 * Who may import whom in `src`. `CONTRIBUTING.md` repeats it for people; `src/architecture.test.ts` holds the tree to it
 * and the two copies to each other. A folder may always import from itself.
 */
export interface ImportRule {
  /** An area (see `areaOf`); `*` stands for one folder name. */
  readonly from: string
  /** Areas, `doors`, or `above`: the engine folders before this one in `ENGINE_ORDER`. */
  readonly mayImport: readonly string[]
  /** Package names; a `*` at the end stands for any rest. */
  readonly npm: readonly string[]
}

/** The engine's folders; each may import the ones before it. */
export const ENGINE_ORDER = [
  'trace',
  'sim',
  'storage',
  'predicate',
  'sql',
  'columnar',
  'sort',
  'delta',
  'scan',
  'streaming',
  'cost',
  'challenge',
  'spark',
  'catalyst',
  'operations',
] as const

const REACT = ['react', 'react-dom']

/** The first rule that fits a file's area counts. */
export const IMPORT_TABLE: readonly ImportRule[] = [
  { from: 'base', mayImport: [], npm: [] },
  { from: 'engine/version', mayImport: [], npm: [] },
  { from: 'engine/columnar', mayImport: ['base', 'above'], npm: ['apache-arrow', 'hyparquet*'] },
  { from: 'engine/scan', mayImport: ['base', 'above'], npm: ['apache-arrow', 'icebird'] },
  { from: 'engine/*', mayImport: ['base', 'above'], npm: ['apache-arrow'] },
  { from: 'worker/protocol', mayImport: ['base', 'doors'], npm: [] },
  { from: 'worker/client', mayImport: ['base', 'doors', 'worker/protocol'], npm: [] },
  {
    from: 'worker/entry',
    mayImport: ['base', 'doors', 'worker/protocol', 'engine/operations', 'engine/storage', 'engine/sort'],
    npm: [],
  },
  { from: 'query', mayImport: ['base', 'doors'], npm: ['@duckdb/duckdb-wasm', 'apache-arrow'] },
  { from: 'viz', mayImport: ['base'], npm: [...REACT, 'd3-*'] },
  { from: 'ui', mayImport: ['base'], npm: [...REACT, '@fontsource-variable/*'] },
  { from: 'progress', mayImport: ['base'], npm: ['idb', 'ts-fsrs'] },
  {
    from: 'player',
    mayImport: ['base', 'doors', 'worker/client', 'worker/protocol', 'progress', 'ui', 'viz'],
    npm: [...REACT, 'zustand', 'd3-*'],
  },
  { from: 'labs/registry', mayImport: ['base', 'player', 'labs/*'], npm: [...REACT] },
  { from: 'labs/*', mayImport: ['base', 'doors', 'player', 'query', 'viz', 'ui'], npm: [...REACT, 'd3-*'] },
  { from: 'challenges/registry', mayImport: ['base', 'practice/types', 'challenges/*'], npm: [] },
  { from: 'challenges/*', mayImport: ['base', 'doors', 'engine/challenge', 'practice/types'], npm: [] },
  { from: 'practice/types', mayImport: ['base', 'doors'], npm: [] },
  {
    from: 'practice',
    mayImport: [
      'base',
      'doors',
      'worker/client',
      'worker/protocol',
      'player',
      'query',
      'progress',
      'viz',
      'ui',
      'practice/types',
      'challenges/registry',
      'labs/registry',
    ],
    npm: [...REACT, 'zustand', 'monaco-editor', 'pyodide', 'sucrase'],
  },
  { from: 'guide', mayImport: ['base', 'ui', 'player', 'labs/registry'], npm: [...REACT] },
  {
    from: 'app',
    mayImport: [
      'base',
      'doors',
      'worker/client',
      'viz',
      'ui',
      'player',
      'practice',
      'practice/types',
      'progress',
      'guide',
      'labs/registry',
      'challenges/registry',
    ],
    npm: [...REACT, 'wouter', '@fontsource-variable/*'],
  },
  {
    from: 'main',
    mayImport: ['app', 'base', 'ui', 'progress', 'worker/client'],
    npm: [...REACT, '@fontsource-variable/*'],
  },
  {
    from: 'cli',
    mayImport: ['base', 'doors', 'engine/operations', 'engine/storage', 'engine/sort', 'engine/delta', 'labs/*'],
    npm: ['node:*'],
  },
]

/** The rows of the table as Markdown, as they stand in CONTRIBUTING.md. */
export function markdownRows(): string[] {
  return IMPORT_TABLE.map(({ from, mayImport, npm }) => `| \`${from}\` | ${cell(mayImport)} | ${cell(npm)} |`)
}

function cell(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', ')
}

const FILES_WITH_A_RULE = new Set(['engine/version', 'labs/registry', 'challenges/registry', 'practice/types'])

/**
 * The area of a path below `src`: its folder; in `engine`, `labs` and `challenges` the folder below; a few single files
 * have an area of their own. In `worker` what is neither client nor protocol belongs to the entry.
 */
export function areaOf(file: string): string {
  const [top = '', second = '', ...rest] = file.replace(/\.(tsx?|css)$/, '').split('/')
  if (second === '') return top
  if (FILES_WITH_A_RULE.has(`${top}/${second}`)) return `${top}/${second}`
  if (top === 'worker')
    return /^(client|protocol)/.exec(second) ? `worker/${/^[a-z]+/.exec(second)?.[0]}` : 'worker/entry'
  return ['engine', 'labs', 'challenges'].includes(top) && rest.length > 0 ? `${top}/${second}` : top
}

/**
 * True for what the page may take from the engine: its version, the trace, the grammar, events, state and fold of a domain,
 * and how an exercise is acted.
 */
export function isDoor(file: string): boolean {
  return /^engine\/(version|trace\/.+|sql\/.+|challenge\/act\/(machine|play)|[^/]+\/(events|state|fold))\.ts$/.test(
    file,
  )
}

/** True when `pattern` is the name, or its part before a star at the end begins the name. */
export function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}
