import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { runName } from '../names.ts'
import type { Facts, Why } from './facts.ts'

/** Replacement selection where only pages are recorded: the heap itself is not known. */
export function whyPagedSelectionFill({ event, state }: Facts): Why {
  return {
    title: 'Reading and writing alternate',
    paragraphs: [
      `Page ${count(event.b + 1)} of the input brought ${plural(event.c, 'record')}; ${count(state.inputRead)} are read so far. They go into a heap that fills most of memory, and of those that still fit the run the first in order leaves.`,
      'Records leave one at a time and are replaced one at a time, so runs outgrow memory: on random input to about twice its size.',
    ],
  }
}

export function whyPagedSelectionSpill({ event, state }: Facts): Why {
  const run = runName(event.a)
  return {
    title: 'The end of the run is open',
    paragraphs: [
      `Page ${count(event.b + 1)} took ${plural(event.c, 'record')} to ${run}, which now has ${count(state.runs.tryGet(event.a - 1)?.length ?? 0)}. It goes on while records come in that fit behind its last, so nobody knows yet how long it will be.`,
      'On random input it comes to about twice what memory holds; the first run is shorter. Input in order gives a single run, input in the opposite order runs of one memory-full.',
    ],
  }
}

export function whyPagedSelectionSeal({ event, state }: Facts): Why {
  return {
    title: 'The run ends when nobody can join it',
    paragraphs: [
      `${runName(event.a)} is complete: ${plural(event.b, 'record')} in ${plural(event.c, 'page')}. What is in memory goes before its last record and waits for the next run, or nothing is left.`,
      `${plural(state.waiting.length, 'run')} on disk so far, in the order of the input, which decides ties later. A sealed run survives a crash; Spark keeps nothing of a task that dies.`,
    ],
  }
}
