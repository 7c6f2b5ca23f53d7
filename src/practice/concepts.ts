import { CHALLENGES } from '../challenges/registry.ts'
import type { Topic } from './types.ts'

/** A piece of what is to be known, and what shows whether it is. */
export interface Concept {
  readonly id: string
  readonly title: string
  /** Concepts that come before it; the first of them is the one that it continues or branches from. */
  readonly needs: readonly string[]
  /** Those that belong here whatever their topic; see `challengesOf`. */
  readonly challenges: readonly string[]
  /** Topics of questions, by lab. */
  readonly topics: Readonly<Record<string, readonly string[]>>
}

const SORT = 'external-sort'
const DELTA = 'delta-log'

/**
 * Everything that is asked, by concept, each behind what it needs. A test holds every challenge and every topic of every
 * lab to exactly one of them; a topic must be named here, a challenge may.
 */
export const CONCEPTS: readonly Concept[] = [
  {
    id: 'append-only-log',
    title: 'Append-only log',
    needs: [],
    challenges: ['dl-01', 'dl-12', 'sb-01', 'sb-03', 'cd-13'],
    topics: {
      [DELTA]: [
        ...['put-holds', 'what-is-removed', 'folder-shrinks', 'live-files-after', 'who-sees-it'],
        ...['naive-rows', 'naive-number'],
      ],
    },
  },
  {
    id: 'replay',
    title: 'Replay, checkpoints',
    needs: ['append-only-log'],
    challenges: ['dl-02', 'dl-05', 'dl-06', 'sb-02'],
    topics: {
      [DELTA]: [
        ...['first-call', 'replayed-commits', 'replay-without-checkpoint', 'replay-after-checkpoint'],
        ...['checkpoint-due', 'calls-to-plan', 'files-of-version'],
      ],
    },
  },
  {
    id: 'sorted-runs',
    title: 'Sorted runs',
    needs: ['replay'],
    challenges: ['xs-03', 'sb-07'],
    topics: {
      [SORT]: [
        ...['after-page', 'first-spilled', 'sort-comparisons', 'merge-sort-take', 'run-pages', 'after-seal'],
        ...['radix-passes', 'radix-comparisons', 'joins-run', 'selection-length', 'selection-next', 'run-count'],
      ],
    },
  },
  {
    id: 'k-way-merge',
    title: 'k-way merge',
    needs: ['sorted-runs'],
    challenges: ['xs-04', 'sb-05', 'en-01'],
    topics: {
      [SORT]: [
        ...['next-match', 'comparisons-to-next', 'another-comparison', 'exhausted-climb', 'merge-tie', 'next-winner'],
        ...['smallest-left', 'first-exhausted', 'build-matches', 'tree-or-heap', 'heap-child', 'heap-sink'],
        ...['stability', 'odd-key', 'combined-next', 'cut-off'],
      ],
    },
  },
  {
    id: 'memory-and-spill',
    title: 'Memory and spill',
    needs: ['k-way-merge'],
    challenges: ['xs-01', 'xs-02', 'xs-05', 'sb-06', 'sb-08'],
    topics: {
      [SORT]: [
        ...[
          'page-before-next',
          'next-dry',
          'page-way',
          'pages-left',
          'next-write',
          'first-pages',
          'pass-count',
          'pages-total',
          'first-merge',
        ],
        ...['memory-halved', 'one-page-more', 'smallest-memory', 'waiting-after', 'merge-target'],
        ...['crash-here', 'after-crash'],
      ],
    },
  },
  {
    id: 'optimistic-commits',
    title: 'Optimistic commits',
    needs: ['replay'],
    challenges: ['dl-08', 'sb-04', 'en-02'],
    topics: {
      [DELTA]: [
        ...['commit-wins', 'final-version', 'after-losing', 'which-check', 'check-result', 'work-of-retry'],
        ...['exception-name', 'second-attempt', 'orphans-of-refusal', 'dies-after-write', 'needs-lock'],
      ],
    },
  },
  {
    id: 'isolation',
    title: 'Isolation',
    needs: ['optimistic-commits'],
    challenges: ['dl-07', 'dl-09'],
    topics: { [DELTA]: ['other-level', 'depends-on', 'reader-in-between', 'search-verdict'] },
  },
  {
    id: 'compaction',
    title: 'Compaction, Z-order',
    needs: ['isolation'],
    challenges: ['dl-10', 'pd-04'],
    topics: { [DELTA]: ['optimize-rows', 'optimize-files', 'rows-of-new-file'] },
  },
  {
    id: 'time-travel',
    title: 'Time travel, VACUUM',
    needs: ['compaction'],
    challenges: ['dl-03', 'dl-04', 'dl-11'],
    topics: {
      [DELTA]: [
        ...['can-read-version', 'version-at-time', 'restore-writes', 'restore-history'],
        ...['vacuum-count', 'vacuum-kills', 'orphan-found'],
      ],
    },
  },
  {
    id: 'pruning',
    title: 'Pruning by statistics',
    needs: ['replay'],
    challenges: ['pd-01', 'pd-02', 'pd-03', 'pd-05'],
    topics: { [DELTA]: ['files-to-read', 'skipped-by-partition', 'rows-read'] },
  },
  { id: 'partition-transforms', title: 'Partition transforms', needs: ['pruning'], challenges: ['pd-06'], topics: {} },
  {
    id: 'merge-into',
    title: 'MERGE INTO',
    needs: ['partition-transforms'],
    challenges: ['mu-01', 'mu-02', 'mu-03', 'mu-04', 'mu-05'],
    topics: {},
  },
  {
    id: 'watermarks',
    title: 'Watermarks, windows',
    needs: ['replay'],
    challenges: ['ms-01', 'en-04', 'cd-03', 'cd-05', 'cd-07', 'cd-08'],
    topics: {},
  },
  {
    id: 'exactly-once',
    title: 'Exactly once',
    needs: ['watermarks'],
    challenges: ['ms-04', 'ms-05', 'ms-06'],
    topics: {},
  },
  {
    id: 'two-paths',
    title: 'Lambda and Kappa',
    needs: ['exactly-once'],
    challenges: ['lk-01', 'lk-02', 'lk-03', 'lk-04'],
    topics: {},
  },
  {
    id: 'sql',
    title: 'SQL windows, joins',
    needs: ['replay'],
    challenges: ['sq-01', 'sq-02', 'sq-03', 'sq-04', 'sq-05', 'sq-06'],
    topics: {},
  },
  { id: 'shuffle', title: 'Shuffle', needs: ['sql'], challenges: ['en-03', 'cd-06'], topics: {} },
  {
    id: 'structures',
    title: 'Heaps, stacks, trees',
    needs: ['replay'],
    challenges: ['cd-01', 'cd-02', 'cd-04', 'cd-09', 'cd-10'],
    topics: {},
  },
  {
    id: 'plans',
    title: 'Graphs and plans',
    needs: ['structures'],
    challenges: ['cd-11', 'cd-12', 'cd-14', 'cd-15', 'cd-16', 'cd-17'],
    topics: {},
  },
  {
    id: 'sizing',
    title: 'Sizing and cost',
    needs: ['replay', 'memory-and-spill', 'time-travel', 'merge-into', 'two-paths', 'shuffle', 'plans'],
    challenges: ['cs-01', 'cs-02', 'cs-03', 'cs-04', 'cs-05', 'cs-06', 'ms-02', 'ms-03'],
    topics: {},
  },
  { id: 'design', title: 'Design', needs: ['sizing'], challenges: ['ds-01', 'ds-02'], topics: {} },
]

/** Where a challenge belongs that no concept names: a new folder needs no line here. */
const BY_TOPIC: Readonly<Record<Topic, string>> = {
  'delta-log': 'append-only-log',
  'seed-bugs': 'optimistic-commits',
  'external-sort': 'memory-and-spill',
  'lambda-kappa': 'two-paths',
  streaming: 'exactly-once',
  pushdown: 'pruning',
  cost: 'sizing',
  merge: 'merge-into',
  spark: 'shuffle',
  sql: 'sql',
  coding: 'plans',
  design: 'design',
}

const NAMED: ReadonlySet<string> = new Set(CONCEPTS.flatMap(({ challenges }) => challenges))

/** The challenges of a concept: those that it names, and those of its topics that none names. */
export function challengesOf({ id, challenges }: Concept): readonly string[] {
  const others = CHALLENGES.filter((entry) => !NAMED.has(entry.id) && BY_TOPIC[entry.topic] === id)
  return [...challenges, ...others.map((entry) => entry.id)]
}

/** The concept with that id, or undefined. */
export function tryConcept(id: string): Concept | undefined {
  return CONCEPTS.find((concept) => concept.id === id)
}
