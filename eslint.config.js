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
  // A rule that can be switched off in the file it guards is not a rule. Oxlint, which holds the rules that need types
  // (.oxlintrc.json), would obey such a comment: `no-warning-comments` below refuses it.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  { files: TYPED, extends: [tseslint.configs.recommended] },
  {
    files: TYPED,
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/ban-ts-comment': 'error',
    },
  },
  {
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 80],
      'max-depth': ['error', 4],
      'no-warning-comments': [
        'error',
        { terms: ['todo', 'fixme', 'xxx', 'hack', 'oxlint-', 'eslint-'], location: 'start' },
      ],
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
        {
          selector: 'MemberExpression[property.name=/^(randomUUID|subtle)$/]',
          message: 'A page that is served by plain http has none.',
        },
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
    },
  },
  { files: ['**/*.mjs', '*.config.js'], languageOptions: { globals: readonly(NODE_GLOBALS) } },
  {
    files: ['public/*.js'],
    languageOptions: { globals: readonly(['document', 'localStorage', 'location', 'matchMedia', 'Worker']) },
  },
  {
    // What learners write: it defines what it does not use.
    files: ['src/challenges/*/programs/*.ts'],
    rules: { 'no-undef': 'off', '@typescript-eslint/no-unused-vars': 'off' },
  },
)

function readonly(names) {
  return Object.fromEntries(names.map((name) => [name, 'readonly']))
}
