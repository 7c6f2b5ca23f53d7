import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { deterministic } from './scripts/lint-deterministic.mjs'

const TESTS = ['**/*.test.{ts,tsx}', 'e2e/**/*.ts']
const NODE_GLOBALS = ['Buffer', 'URL', 'clearTimeout', 'console', 'fetch', 'performance', 'process', 'setTimeout']
const TYPED = ['**/*.{ts,tsx,mjs}']

export default tseslint.config(
  {
    ignores: ['dist/', '.cache/', 'node_modules/', 'test-results/', 'playwright-report/', 'coverage/'],
  },
  // A rule that can be switched off in the file it guards is not a rule.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  { files: TYPED, extends: [tseslint.configs.recommendedTypeChecked] },
  {
    // Types come from one program that holds every file: the four that tsc checks would take most files twice.
    files: TYPED,
    languageOptions: { parserOptions: { project: 'tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } },
  },
  {
    files: ['src/worker/entry.ts', 'src/worker/opfs-*.ts'],
    ignores: TESTS,
    languageOptions: { parserOptions: { project: 'src/worker/tsconfig.json' } },
  },
  {
    files: TYPED,
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
    },
  },
  {
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 80],
      'max-depth': ['error', 4],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      'object-shorthand': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
        { selector: 'ExportDefaultDeclaration > ObjectExpression', message: 'Export names, not a default object.' },
      ],
    },
  },
  { files: ['src/**/*.{ts,tsx}'], ignores: ['src/cli/**', ...TESTS], rules: { 'no-console': 'error' } },
  ...deterministic({ files: ['src/engine/**/*.ts', 'src/base/**/*.ts'], ignores: TESTS }),
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: TESTS,
    rules: {
      'max-lines': ['error', 600],
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // In plain JavaScript a cast is a comment, which these two rules do not see; tsc checks the files.
    files: ['**/*.mjs'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-argument': 'off' },
  },
  { files: ['**/*.mjs', '*.config.js'], languageOptions: { globals: readonly(NODE_GLOBALS) } },
  { files: ['public/*.js'], languageOptions: { globals: readonly(['document', 'localStorage', 'matchMedia']) } },
  { files: ['*.config.js', 'eslint.config.js'], ...tseslint.configs.disableTypeChecked },
  {
    // What learners write: it belongs to no project, and defines what it does not use.
    files: ['src/challenges/*/programs/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: null } },
    rules: { 'no-undef': 'off', '@typescript-eslint/no-unused-vars': 'off' },
  },
)

function readonly(names) {
  return Object.fromEntries(names.map((name) => [name, 'readonly']))
}
