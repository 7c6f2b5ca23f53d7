import { describe, expect, it } from 'vitest'
import { closingLine, countPlaywright, countVitest, failSkips, sumCounts } from './test-counts.mjs'

const vitestTest = (status: string, fullName = status) => ({ status, fullName })
const vitestFile = (status: string, ...statuses: string[]) => ({
  status,
  name: 'a.test.ts',
  assertionResults: statuses.map((each) => vitestTest(each)),
})

describe('counting Vitest', () => {
  it('adds up the tests of all files', () => {
    const testResults = [vitestFile('passed', 'passed', 'passed', 'skipped'), vitestFile('failed', 'failed', 'todo')]
    expect(countVitest({ testResults })).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['skipped', 'todo'],
      failures: ['failed'],
    })
  })

  it('counts a file that fails before its tests', () => {
    expect(countVitest({ testResults: [vitestFile('failed'), vitestFile('failed', 'passed')] })).toEqual({
      passed: 1,
      failed: 2,
      skipped: [],
      failures: ['a.test.ts', 'a.test.ts'],
    })
  })

  it('names what failed, with the first line of what was wrong', () => {
    const file = { ...vitestFile('failed'), message: 'cannot load\n at a.ts' }
    const failed = { ...vitestTest('failed', 'sorts'), failureMessages: ['\u001B[31mexpected 1\u001B[39m\n at b.ts'] }
    const testResults = [file, { ...vitestFile('failed'), assertionResults: [failed] }]
    expect(countVitest({ testResults }).failures).toEqual(['sorts: expected 1', 'a.test.ts: cannot load'])
  })
})

describe('counting Playwright', () => {
  const spec = (title: string, status: string, description?: string) => ({
    title,
    tests: [{ status, annotations: description === undefined ? [] : [{ type: 'skip', description }] }],
  })

  it('takes flaky tests and errors outside the tests for failures, and tells why a test is skipped', () => {
    const suites = [
      { title: 'a.spec.ts', suites: [{ title: 'home', specs: [spec('opens', 'skipped', 'needs a camera')] }] },
    ]
    const report = { stats: { expected: 5, flaky: 1, unexpected: 2 }, suites, errors: [{}] }
    expect(countPlaywright(report)).toEqual({
      passed: 5,
      failed: 4,
      skipped: ['a.spec.ts › home › opens (needs a camera)'],
      failures: ['outside the tests'],
    })
  })

  it('names what failed, with the first line of what was wrong', () => {
    const failed = spec('shuts', 'unexpected')
    const tests = failed.tests.map((test) => ({ ...test, results: [{ errors: [{ message: 'timed out\nat c.ts' }] }] }))
    const suites = [{ title: 'a.spec.ts', specs: [spec('opens', 'expected'), { ...failed, tests }] }]
    const report = { stats: { expected: 1, flaky: 0, unexpected: 1 }, suites, errors: [] }
    expect(countPlaywright(report).failures).toEqual(['a.spec.ts › shuts: timed out'])
  })
})

describe('the sum', () => {
  const skipped = ['reads tables (needs ../shared/data)', 'draws (no GPU)']
  const counts = { passed: 3, failed: 0, skipped, failures: [] }

  it('names what was skipped only where something was', () => {
    expect(closingLine(sumCounts([counts, { passed: 1, failed: 1, skipped: [], failures: ['sorts'] }]))).toBe(
      '4 passed, 1 failed, 2 skipped',
    )
    expect(closingLine(sumCounts([]))).toBe('0 passed, 0 failed')
  })

  it('takes every skip for a failure where nothing may be left out', () => {
    const failures = skipped.map((name) => `skipped: ${name}`)
    expect(failSkips(counts)).toEqual({ passed: 3, failed: 2, skipped: [], failures })
  })
})
