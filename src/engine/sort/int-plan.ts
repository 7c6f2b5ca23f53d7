import type { IntKernel } from './kernel/int-kernel.ts'
import { PlainKernel } from './kernel/plain-kernel.ts'
import { kernelBytes, MOST_WASM_PAGES, tryWasmKernel, WASM_PAGE_BYTES } from './kernel/wasm-kernel.ts'
import type { MemoryBudget } from './memory-budget.ts'
import { fixedBytes, pagesForFanIn, planBytes } from './memory-plan.ts'
import type { MemoryPlan } from './memory-plan.ts'
import type { SortOptions } from './options.ts'

/** Memory for WebAssembly comes in whole pages: from so many on, what is lost by that is a sixteenth at most. */
const FEWEST_WASM_PAGES = 16

/**
 * Reserves the memory of a sort of integers: in whole pages of WebAssembly where it is large enough and the fan-in still
 * fits, whether the platform has WebAssembly or not, so that the sort is the same everywhere.
 */
export function planInts(options: SortOptions, budget: MemoryBudget): { plan: MemoryPlan; kernel: IntKernel } {
  const { fanIn, pageBytes } = options
  // What lies behind the integers is part of the fixed bytes.
  const behindBytes = kernelBytes(fanIn)
  const wasmPages = Math.floor((budget.freeBytes - fixedBytes(fanIn) + behindBytes) / WASM_PAGE_BYTES)
  const wordBytes = wasmPages * WASM_PAGE_BYTES - behindBytes
  const pageWords = pageBytes >> 2
  const hasFanIn = wordBytes >= 4 * pageWords * pagesForFanIn(fanIn, false)
  if (!hasFanIn || wasmPages < FEWEST_WASM_PAGES || wasmPages > MOST_WASM_PAGES) {
    const plan = planBytes(options, budget)
    return { plan, kernel: new PlainKernel(plan.words) }
  }
  budget.reserve(fixedBytes(fanIn), 'bookkeeping')
  budget.reserve(wordBytes, 'pages')
  const kernel = tryWasmKernel(wasmPages, fanIn) ?? new PlainKernel(new Int32Array(Math.floor(wordBytes / 4)))
  return { plan: { pageWords, pageRecords: Infinity, words: kernel.words }, kernel }
}
