import type { QuestionTopic } from '../../../player/lab.ts'
import { SCENARIOS } from '../scenarios.ts'

const LONG_LOGS = ['one-partition', 'small-files', 'z-order']
const REFUSED = ['one-partition', 'same-partition', 'schema-drift', 'one-app-id']
const NAIVE = ['naive-replay', 'naive-optimize', 'naive-overwrite', 'naive-writers']

/**
 * Scenarios in which a topic can be asked about, for those that cannot be in most. A review looks there first; a test
 * opens a review of every topic.
 */
export const WHERE: Readonly<Record<string, readonly string[]>> = {
  'replay-without-checkpoint': LONG_LOGS,
  'replay-after-checkpoint': LONG_LOGS,
  'rows-read': ['vacuum', 'row-level', ...LONG_LOGS],
  'can-read-version': ['vacuum'],
  'version-at-time': ['clock-skew'],
  'files-of-version': ['clock-skew', 'restore', 'vacuum'],
  'rows-of-new-file': ['one-partition', 'vacuum'],
  'work-of-retry': ['appends', 'blind-append', 'two-partitions'],
  'other-level': ['blind-append', 'one-partition', 'optimize-and-delete', 'same-partition'],
  'orphans-of-refusal': REFUSED,
  'second-attempt': REFUSED,
  'optimize-files': ['optimize-and-delete', 'small-files', 'z-order', 'clustered'],
  'optimize-rows': ['optimize-and-delete', 'vacuum', ...LONG_LOGS],
  'restore-writes': ['restore'],
  'restore-history': ['restore'],
  'vacuum-count': ['vacuum'],
  'vacuum-kills': ['vacuum'],
  'search-verdict': ['lost-commit'],
  'naive-rows': NAIVE,
  'naive-number': NAIVE,
}

/** A writer dies between its data file and its commit, and another one cleans up. */
export const ORPHAN_RUN: NonNullable<QuestionTopic['run']> = {
  params: {
    ...SCENARIOS.find(({ id }) => id === 'crash-before-commit')?.params,
    b: 'VACUUM orders',
    order: 'one-by-one',
  },
  acts: [{ at: 40, type: 'die', value: 'A' }],
  name: 'A dies',
}
