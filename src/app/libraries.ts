/** A package that is part of the page, and its licence. */
export interface Library {
  readonly name: string
  readonly licence: string
}

/** In the order of package.json. */
export const LIBRARIES: readonly Library[] = [
  { name: '@duckdb/duckdb-wasm', licence: 'MIT' },
  { name: '@fontsource-variable/instrument-sans', licence: 'OFL-1.1' },
  { name: '@fontsource-variable/martian-mono', licence: 'OFL-1.1' },
  { name: 'apache-arrow', licence: 'Apache-2.0' },
  { name: 'd3-array', licence: 'ISC' },
  { name: 'd3-shape', licence: 'ISC' },
  { name: 'hyparquet', licence: 'MIT' },
  { name: 'hyparquet-compressors', licence: 'MIT' },
  { name: 'hyparquet-writer', licence: 'MIT' },
  { name: 'idb', licence: 'ISC' },
  { name: 'monaco-editor', licence: 'MIT' },
  { name: 'pyodide', licence: 'MPL-2.0' },
  { name: 'react', licence: 'MIT' },
  { name: 'react-dom', licence: 'MIT' },
  { name: 'sucrase', licence: 'MIT' },
  { name: 'ts-fsrs', licence: 'MIT' },
  { name: 'wouter', licence: 'Unlicense' },
  { name: 'zustand', licence: 'MIT' },
]
