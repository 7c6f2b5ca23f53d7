import type { LabModels } from '../../player/lab-models.ts'

/** For the about page. */
export const MODELS: LabModels = {
  /** What the lab's engine does as a real external sort does it. */
  models: [
    'A working external sort: the code that draws this picture also sorts a file of your own with spill to disk.',
    'Run formation by filling, sorting and spilling, with a stable merge sort or a radix sort on 8-byte key prefixes.',
    'Run formation by replacement selection, with a page kept for reading and a page for writing.',
    'Merging with a loser tree or a binary heap, in as many passes as fan-in and memory make necessary.',
    'Memory as a hard budget in pages: one for each run that is merged and one for the output, twice that when buffers are doubled.',
    'Stability: ties go to the record that came earlier in the input, in memory and in every merge.',
    'Missing values, NaN as the greatest number and equal to itself, and −0 equal to 0.',
    'A crash: memory and unsealed files are lost, sealed runs are used again.',
    'Every comparison, every page and every record that moves, counted by the engine that does the work.',
  ],
  /** What it leaves out, so that nobody takes its numbers for more than they are. */
  leavesOut: [
    'Time: pages and comparisons are counted, the seconds that a disk, a cache miss or a network takes are not.',
    'Parallelism: one thread sorts. Spark sorts many partitions at once, DuckDB splits one merge among threads.',
    'Distribution: no sampling of range boundaries, no shuffle, no skewed partitions.',
    "Spark's memory manager: here memory is a number, there other operators of a task compete for it.",
    'Compression and serialization of spilled records, and the operating system’s page cache.',
    'Polyphase and cascade merging, and forecasting which run to read ahead.',
    'Resuming everywhere: a sort of your own data goes on with its finished runs, but with replacement selection only once all runs are made.',
    'Records of the lab are one key each; a sort of your own data carries whole records of any length.',
  ],
}
