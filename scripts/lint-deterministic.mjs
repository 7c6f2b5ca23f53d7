/**
 * What the engine must not touch. Each either reads the world (a clock, chance, the network, the page) or gives other
 * bits on other machines: the language leaves the last digits of most of `Math` to the implementation.
 */
const GLOBALS = {
  clock: ['Date', 'performance', 'Temporal'],
  timers: [
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'clearInterval',
    'requestAnimationFrame',
    'requestIdleCallback',
    'queueMicrotask',
  ],
  network: ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'BroadcastChannel'],
  page: ['document', 'window', 'navigator', 'localStorage', 'sessionStorage', 'indexedDB', 'caches', 'location'],
  host: ['process', 'Buffer', 'global', 'globalThis', 'self', 'require', 'crypto', 'WeakRef', 'FinalizationRegistry'],
  locale: ['Intl'],
}

/** Functions of Math whose result the language fixes to the last bit; its constants are fixed too. */
const EXACT_MATH = ['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc']

const UPPER_FOLDERS = 'app|challenges|cli|guide|labs|player|practice|progress|query|ui|viz|worker'

/**
 * ESLint configurations that keep the given files deterministic and free of the page.
 * @param {{ files: string[], ignores: string[] }} where
 * @returns {import('eslint').Linter.Config[]}
 */
export function deterministic({ files, ignores }) {
  const globals = Object.entries(GLOBALS).flatMap(([reason, names]) =>
    names.map((name) => ({ name, message: `The engine has no ${reason}: take it as an argument.` })),
  )
  return [
    {
      files,
      ignores,
      rules: {
        'no-restricted-globals': ['error', ...globals],
        'no-restricted-properties': [
          'error',
          ...['localeCompare', 'toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase', 'toLocaleDateString'].map(
            (property) => ({ property, message: 'Depends on the machine: compare code units or format by hand.' }),
          ),
        ],
        'no-restricted-syntax': [
          'error',
          {
            selector: `MemberExpression[object.name='Math']:not([computed=false][property.name=/^(${EXACT_MATH.join('|')}|[A-Z][A-Z0-9_]*)$/])`,
            message: 'Not the same to the last bit on every machine: use src/base for ln, exp and pow.',
          },
          {
            selector: ":not(MemberExpression) > Identifier[name='Math']",
            message: 'Name the function of Math where it is used, so that its exactness can be checked.',
          },
          {
            selector: "BinaryExpression[operator='**']:not([left.type='Literal'][right.type='Literal'])",
            message: 'Not exact: multiply, shift, or use src/base.',
          },
          { selector: "AssignmentExpression[operator='**=']", message: 'Not exact: multiply, shift, or use src/base.' },
          { selector: 'MetaProperty', message: 'The engine does not know where it runs: take it as an argument.' },
          { selector: "MemberExpression[property.name='stack']", message: 'A stack is another one on every machine.' },
          { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
          { selector: 'ExportDefaultDeclaration > ObjectExpression', message: 'Export names, not a default object.' },
        ],
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              { regex: '^(node:|react|d3-|zustand|wouter|idb)', message: 'The engine knows no page and no host.' },
              { regex: `^(\\.\\./)+(${UPPER_FOLDERS})(/|$)`, message: 'The engine imports nothing above it.' },
            ],
          },
        ],
      },
    },
  ]
}
