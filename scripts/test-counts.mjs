/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} skipped names of the tests, with the reason where one is given
 *
 * The parts of the two runners' JSON reports that are read here.
 * @typedef {{ status: string, fullName: string }} VitestTest
 * @typedef {{ testResults: { status: string, name: string, assertionResults: VitestTest[] }[] }} VitestReport
 * @typedef {{ status: string, annotations: { type: string, description?: string }[] }} PlaywrightTest
 * @typedef {{ title: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, flaky: number, unexpected: number }} stats
 * @property {PlaywrightSuite[]} suites
 * @property {unknown[]} errors
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
  }
}

/**
 * @param {PlaywrightSuite} suite
 * @param {string[]} above
 * @returns {{ name: string, status: string }[]}
 */
function listPlaywrightTests(suite, above) {
  const titles = [...above, suite.title]
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => {
      const reason = test.annotations.find((note) => note.description)?.description
      return { name: [...titles, spec.title].join(' › ') + (reason ? ` (${reason})` : ''), status: test.status }
    }),
  )
  return [...own, ...(suite.suites ?? []).flatMap((inner) => listPlaywrightTests(inner, titles))]
}

/**
 * Turns skips into failures: where the reference data must be there, nothing has a reason to be left out.
 * @param {Counts} counts
 * @returns {Counts}
 */
export function failSkips(counts) {
  return { ...counts, failed: counts.failed + counts.skipped.length, skipped: [] }
}

/**
 * @param {boolean} isPassed
 * @returns {Counts}
 */
export function countOne(isPassed) {
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: [] }
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
  }
}

/**
 * The last line of a test run: "12 passed, 0 failed" and, where some were, ", 3 skipped".
 * @param {Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
}
