// npm run prove: proves what is too heavy for npm test, where it is stale or was never proven, and writes proofs/.
// `npm run prove -- mutation sb-01` proves only what has these words in its name, fresh or not.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensureDependencies, main, projectRoot } from './setup.mjs'

await main(() => {
  ensureDependencies()
  const words = process.argv.slice(2).join(' ')
  const env = { ...process.env, LAKESCOPE_PROVE: '1', ...(words === '' ? {} : { LAKESCOPE_PROVE_ONLY: words }) }
  const is = (/** @type {string} */ kind) => words === '' || words.startsWith(kind)
  /** @param {string} tool @param {readonly string[]} args @param {NodeJS.ProcessEnv} [more] */
  const run = (tool, args, more = {}) => {
    const file = path.join(projectRoot, 'node_modules', tool)
    const { status } = spawnSync(process.execPath, [file, ...args], {
      cwd: projectRoot,
      env: { ...env, ...more },
      stdio: 'inherit',
    })
    if (status !== 0) process.exitCode = 1
  }
  if (is('programs')) run('vitest/vitest.mjs', ['run', 'src/practice/code/code-challenges.test.ts'])
  if (is('mutation'))
    run('vitest/vitest.mjs', ['run', 'src/practice/code/mutation.test.ts', 'src/practice/sql/mutation-score.test.ts'])
  if (is('escapes')) {
    ensureBuild()
    run(
      '@playwright/test/cli.js',
      ['test', 'e2e/sandbox.spec.ts', '--grep', '@hostile', '--workers=1', '--pass-with-no-tests'],
      {
        CHROMIUM: ensureChromium(),
      },
    )
  }
})
