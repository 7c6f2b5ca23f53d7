const SELECTION = ['selection-on-random', 'selection-on-sorted', 'selection-on-reversed']
const SEVERAL_PASSES = ['two-passes', 'one-run-too-many', 'small-merge-first', 'memory-halved']

/**
 * Scenarios in which a topic can be asked about, for those that cannot be in most. A review looks there first; a test
 * opens a review of every topic.
 */
export const WHERE: Readonly<Record<string, readonly string[]>> = {
  'heap-child': ['tree-against-heap', ...SELECTION],
  'heap-sink': ['tree-against-heap', ...SELECTION],
  'radix-passes': ['radix'],
  'radix-comparisons': ['radix'],
  'joins-run': SELECTION,
  'selection-length': SELECTION,
  'selection-next': SELECTION,
  'run-count': ['top-n', ...SELECTION],
  'odd-key': ['nan-last'],
  'combined-next': ['combine'],
  'cut-off': ['top-n'],
  'first-merge': ['small-merge-first'],
  'one-page-more': ['memory-halved'],
  'waiting-after': SEVERAL_PASSES,
  'merge-target': SEVERAL_PASSES,
  'after-crash': ['crash-and-resume'],
}
