import { expectTypeOf, it } from 'vitest'
import type { FileInspection } from '../../../engine/operations/inspect-file.ts'
import type { SortFileReport } from '../../../engine/operations/sort-file-report.ts'
import type { LeftSort } from '../../../engine/operations/sort-jobs.ts'
import type { FileReport, Leftover, SortReport } from './reports.ts'

/** The page may not import what the worker answers with: it checks what arrives. Here the two are held together. */
it('what the worker tells is what the page reads', () => {
  expectTypeOf<SortFileReport>().toExtend<SortReport>()
  expectTypeOf<FileInspection>().toExtend<FileReport>()
  expectTypeOf<Omit<LeftSort, 'report'>>().toEqualTypeOf<Omit<Leftover, 'report'>>()
})
