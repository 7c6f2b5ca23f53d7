// npm test: everything, on a bare machine. `npm test -- lint unit` runs only the stages whose names begin so. What is broad and
// heavy runs in a seeded part, and whole with `npm test -- whole`.
import os from 'node:os'
import { ensureDependencies, SetupError } from './setup.mjs'
import { closingLine, countOne, failSkips, sumCounts } from './test-counts.mjs'

/** @type {import('./test-counts.mjs').Counts[]} */
const results = []
try {
  ensureDependencies()
  // Not imported before the dependencies are there: it looks for Playwright's browser.
  const { stages } = await import('./test-stages.mjs')
  const asked = process.argv.slice(2)
  const unknown = asked.filter((name) => !stages.some((stage) => stage.name.startsWith(name)))
  if (unknown.length > 0) {
    const names = stages.map((stage) => stage.name).join(', ')
    throw new SetupError(`No stage is called ${unknown.join(', ')}. There are: ${names}.`)
  }
  const isAsked = (/** @type {string} */ stage) => asked.some((name) => stage.startsWith(name))
  await runAll(stages.filter(({ name, isExtra }) => isAsked(name) || (asked.length === 0 && isExtra !== true)))
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error)
  results.push(countOne(false))
}
const total = sumCounts(results)
if (total.skipped.length > 0) console.log(`\nSkipped:\n${total.skipped.map((name) => `  ${name}`).join('\n')}`)
if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.map((name) => `  ${name}`).join('\n')}`)
console.log(`\n${closingLine(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0

/**
 * First the stages that may share the machine, a few at a time, then the others one by one.
 * @param {import('./test-stages.mjs').Stage[]} stages
 */
async function runAll(stages) {
  /** @type {Set<string>} */
  const failed = new Set()
  const together = stages.filter((stage) => stage.sharesMachine)
  const lanes = Math.min(4, os.availableParallelism())
  const work = async () => {
    for (let stage = together.shift(); stage; stage = together.shift()) await runStage(stage, failed)
  }
  await Promise.all(Array.from({ length: lanes }, work))
  for (const stage of stages.filter((each) => !each.sharesMachine)) await runStage(stage, failed)
}

/**
 * Runs one stage, prints its line, and its output when it failed.
 * @param {import('./test-stages.mjs').Stage} stage
 * @param {Set<string>} failed names of the stages that failed so far
 */
async function runStage(stage, failed) {
  const start = performance.now()
  const missing = stage.needs?.find((name) => failed.has(name))
  const result = missing ? { counts: countOne(false), output: `not run: ${missing} failed` } : await attempt(stage)
  const isUnnamed = result.counts.failed > 0 && result.counts.failures.length === 0
  const ran = isUnnamed ? { ...result.counts, failures: [stage.name] } : result.counts
  const counts = process.env['LAKESCOPE_CI'] ? failSkips(ran) : ran
  const isPassed = counts.failed === 0
  results.push(counts)
  if (!isPassed) failed.add(stage.name)
  if (!isPassed) console.log(`\n${result.output.trim()}\n`)
  if (counts.skipped.length < result.counts.skipped.length) {
    console.log(`Skipped tests count as failed here:\n${result.counts.skipped.map((name) => `  ${name}`).join('\n')}\n`)
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6)
  console.log(`${isPassed ? 'ok  ' : 'FAIL'} ${stage.name.padEnd(30)}${seconds} s   ${closingLine(counts)}`)
}

/**
 * A stage that cannot run has failed, with the reason as its output.
 * @param {import('./test-stages.mjs').Stage} stage
 */
async function attempt(stage) {
  try {
    return await stage.run()
  } catch (error) {
    const output = error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error)
    return { counts: countOne(false), output }
  }
}
