import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} skipped names of the tests, with the reason where one is given
 * @property {readonly string[]} failures names of the failed tests, with the first line of what was wrong
 *
 * The parts of the two runners' JSON reports that are read here.
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} VitestTest
 * @typedef {{ status: string, name: string, message?: string, assertionResults: VitestTest[] }} VitestFile
 * @typedef {{ testResults: VitestFile[] }} VitestReport
 * @typedef {{ errors?: { message?: string }[] }} PlaywrightResult
 * @typedef {{ status: string, annotations: { type: string, description?: string }[], results?: PlaywrightResult[] }} PlaywrightTest
 * @typedef {{ title: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, flaky: number, unexpected: number }} stats
 * @property {PlaywrightSuite[]} suites
 * @property {{ message?: string }[]} errors
 */

/**
 * Counts of Vitest's JSON report. A file that fails outside its tests counts as one failure more.
 * @param {VitestReport} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length + brokenFiles.length,
    skipped: tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
    failures: [
      ...tests
        .filter((test) => test.status === 'failed')
        .map((test) => withReason(test.fullName, test.failureMessages?.[0])),
      ...brokenFiles.map((file) => withReason(file.name, file.message)),
    ],
  }
}

/**
 * Counts of Playwright's JSON report. Errors outside the tests count as one failure each, and so does a flaky test.
 * @param {PlaywrightReport} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { expected, flaky, unexpected } = report.stats
  const tests = report.suites.flatMap((suite) => listPlaywrightTests(suite, []))
  return {
    passed: expected,
    failed: unexpected + flaky + report.errors.length,
    skipped: tests.filter((test) => test.status === 'skipped').map((test) => test.name),
    failures: [
      ...tests
        .filter((test) => ['unexpected', 'flaky'].includes(test.status))
        .map((test) => withReason(test.name, test.error)),
      ...report.errors.map((error) => withReason('outside the tests', error.message)),
    ],
  }
}

/**
 * @param {PlaywrightSuite} suite
 * @param {string[]} above
 * @returns {{ name: string, status: string, error: string | undefined }[]}
 */
function listPlaywrightTests(suite, above) {
  const titles = [...above, suite.title]
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => {
      const reason = test.annotations.find((note) => note.description)?.description
      const error = test.results?.flatMap((result) => result.errors ?? [])[0]?.message
      return { name: [...titles, spec.title].join(' › ') + (reason ? ` (${reason})` : ''), status: test.status, error }
    }),
  )
  return [...own, ...(suite.suites ?? []).flatMap((inner) => listPlaywrightTests(inner, titles))]
}

/**
 * @param {string} name
 * @param {string | undefined} message
 */
function withReason(name, message) {
  const first = stripVTControlCharacters(message ?? '').split('\n')[0]
  return first ? `${name}: ${first}` : name
}

/**
 * Turns skips into failures: where the reference data must be there, nothing has a reason to be left out.
 * @param {Counts} counts
 * @returns {Counts}
 */
export function failSkips(counts) {
  const failures = [...counts.failures, ...counts.skipped.map((name) => `skipped: ${name}`)]
  return { ...counts, failed: counts.failed + counts.skipped.length, skipped: [], failures }
}

/**
 * @param {boolean} isPassed
 * @returns {Counts}
 */
export function countOne(isPassed) {
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: [], failures: [] }
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sumCounts(all) {
  return {
    passed: all.reduce((sum, counts) => sum + counts.passed, 0),
    failed: all.reduce((sum, counts) => sum + counts.failed, 0),
    skipped: all.flatMap((counts) => counts.skipped),
    failures: all.flatMap((counts) => counts.failures),
  }
}

/**
 * The last line of a test run: "12 passed, 0 failed" and, where some were, ", 3 skipped".
 * @param {Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
}
