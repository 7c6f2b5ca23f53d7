import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild, inputDigest, stampBuild } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { listDrawingTests } from './drawing-tests.mjs'
import { projectRoot } from './setup.mjs'
import { countOne, countPlaywright, countVitest, sumCounts } from './test-counts.mjs'

/**
 * @typedef {import('./test-counts.mjs').Counts} Counts
 * @typedef {object} Stage
 * @property {string} name
 * @property {boolean} [sharesMachine] true when others may run beside it: nothing in it is timed
 * @property {readonly string[]} [needs] stages that must pass first
 * @property {boolean} [isExtra] runs only when it is asked for by name
 * @property {() => Promise<{ counts: Counts, output: string }>} run
 */

const STAGE_LIMIT_MS = 25 * 60_000
const reports = path.join(projectRoot, '.cache', 'test')

/** @type {readonly Stage[]} */
export const stages = [
  // The longest of those that share the machine come first: the others fit beside them.
  check('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
  check('format', 'prettier/bin/prettier.cjs', [
    '--check',
    '--log-level=warn',
    '--cache',
    '--cache-strategy=content',
    '--cache-location=.cache/prettier',
    '.',
  ]),
  check('lint with types', 'oxlint/bin/oxlint', ['--deny-warnings']),
  ...['tsconfig.page.json', 'src/engine/tsconfig.json', 'src/worker/tsconfig.json', 'tsconfig.node.json'].map(
    (project) => check(`types ${project}`, 'typescript-native/bin/tsc', ['--noEmit', '-p', project]),
  ),
  { name: 'build', sharesMachine: true, run: runBuild },
  { name: 'unit', run: runUnit },
  { name: 'e2e', needs: ['build'], run: runBrowserTests },
  { name: 'start', needs: ['build'], run: runStart },
  { name: 'whole', isExtra: true, run: runWhole },
]

/**
 * A command that passes or fails as a whole and counts as one test.
 * @param {string} name
 * @param {string} tool relative to node_modules
 * @param {readonly string[]} args
 * @returns {Stage}
 */
function check(name, tool, args) {
  return {
    name,
    sharesMachine: true,
    run: async () => {
      const { code, output } = await runTool(tool, args)
      return { counts: countOne(code === 0), output }
    },
  }
}

async function runBuild() {
  const inputs = inputDigest()
  const { code, output } = await runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'])
  if (code === 0) stampBuild(inputs)
  return { counts: countOne(code === 0), output }
}

function runUnit() {
  return runVitest('vitest.json')
}

/**
 * @param {string} name of the report
 * @param {readonly string[]} [files] all when there is none
 * @param {Record<string, string>} [env]
 */
async function runVitest(name, files = [], env = {}) {
  const report = freshReport(name)
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files]
  const { code, output } = await runTool('vitest/vitest.mjs', args, env)
  return { counts: readCounts(report, countVitest, code), output }
}

function runBrowserTests() {
  return runPlaywright('playwright.json', ['--grep-invert', '@whole'])
}

/** All of what the stages unit and e2e run a seeded part of, and the journeys that wait for it. */
async function runWhole() {
  ensureBuild()
  const env = { LAKESCOPE_ALL: '1' }
  const unit = await runVitest('whole-unit.json', listDrawingTests(projectRoot), env)
  const browser = await runPlaywright('whole.json', ['--grep', '@broad|@whole'], env)
  return { counts: sumCounts([unit.counts, browser.counts]), output: `${unit.output}\n${browser.output}` }
}

/**
 * @param {string} name of the report
 * @param {readonly string[]} [args]
 * @param {Record<string, string>} [more]
 */
async function runPlaywright(name, args = [], more = {}) {
  const report = freshReport(name)
  const env = { CHROMIUM: ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...more }
  const { code, output } = await runTool('@playwright/test/cli.js', ['test', '--reporter=list,json', ...args], env)
  return { counts: readCounts(report, countPlaywright, code), output }
}

/** What `npm start` does on this tree: prints an address that answers with the page. */
async function runStart() {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: projectRoot,
    env: { ...process.env, PORT: '0', CI: '1' },
  })
  try {
    const output = await waitForOutput(child, /http:\/\/\S+/)
    const response = await fetch(/** @type {RegExpExecArray} */ (/http:\/\/\S+/.exec(output))[0])
    const isPage = response.status === 200 && (await response.text()).includes('<div id="root">')
    return { counts: countOne(isPage), output: `${output}\nanswered ${response.status}` }
  } catch (error) {
    return { counts: countOne(false), output: String(error) }
  } finally {
    child.kill()
  }
}

/**
 * Resolves with all output as soon as it matches; rejects when the process ends before, or after two minutes.
 * @param {import('node:child_process').ChildProcessWithoutNullStreams} child
 * @param {RegExp} pattern
 * @returns {Promise<string>}
 */
function waitForOutput(child, pattern) {
  return new Promise((resolve, reject) => {
    let output = ''
    const limit = setTimeout(() => reject(new Error(`no address printed:\n${output}`)), 120_000)
    const read = (/** @type {Buffer} */ bytes) => {
      output += bytes.toString()
      if (!pattern.test(output)) return
      clearTimeout(limit)
      resolve(output)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', () => {
      clearTimeout(limit)
      reject(new Error(`ended without an address:\n${output}`))
    })
  })
}

/**
 * @param {string} tool relative to node_modules
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ code: number, output: string }>}
 */
function runTool(tool, args, env = {}) {
  const file = path.join(projectRoot, 'node_modules', tool)
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: projectRoot,
      env: { ...process.env, FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: STAGE_LIMIT_MS,
    })
    let output = ''
    const read = (/** @type {Buffer} */ bytes) => (output += bytes.toString())
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('error', (error) => resolve({ code: 1, output: `${tool}: ${error.message}` }))
    child.on('close', (code, signal) => {
      resolve({ code: code ?? 1, output: signal ? `${output}\nstopped by ${signal}` : output })
    })
  })
}

/** @param {string} name */
function freshReport(name) {
  const file = path.join(reports, name)
  mkdirSync(reports, { recursive: true })
  rmSync(file, { force: true })
  return file
}

/**
 * A run that ends badly without a failed test (a crash, no test found) still counts as one failure.
 * @template Report
 * @param {string} file
 * @param {(report: Report) => Counts} count
 * @param {number} code
 * @returns {Counts}
 */
function readCounts(file, count, code) {
  if (!existsSync(file)) return countOne(false)
  const counts = count(/** @type {Report} */ (JSON.parse(readFileSync(file, 'utf8'))))
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}
