// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { OwnDataProps } from '../../../player/lab.ts'
import { OwnDataPage } from './OwnDataPage.tsx'

afterEach(cleanup)

interface Asked {
  readonly operation: string
  readonly name: string
  readonly answer: (value: unknown) => void
}

/** An engine whose questions the test answers itself. */
function createEngine(): { readonly engine: OwnDataProps['engine']; readonly asked: Asked[] } {
  const asked: Asked[] = []
  const run: OwnDataProps['engine']['run'] = ({ operation, params }, handlers) => {
    const { source } = params as { readonly source?: File }
    asked.push({ operation, name: source?.name ?? '', answer: (value) => handlers.onFinished(0, '', value) })
    return vi.fn()
  }
  return { engine: { run } as OwnDataProps['engine'], asked }
}

function reportOf(name: string): unknown {
  return {
    name,
    ...{ sizeBytes: 100, lastModifiedMs: 0, fingerprint: `of ${name}`, format: 'csv' },
    ...{ columns: [{ name: 'id', type: 'int64', meanBytes: 2 }], rows: [['1']], sampleRecords: 1, meanRecordBytes: 2 },
    ...{ remarks: [], storage: { kind: 'disk', quotaBytes: 1e9, freeBytes: 1e9 } },
  }
}

const LEFTOVER = {
  ...{ job: 'job-1', name: 'a.csv', fileSizeBytes: 100, lastModifiedMs: 0, fingerprint: 'of a.csv', startedAtMs: 0 },
  ...{ sizeBytes: 50, isBusy: false, runs: 2, records: 10, stage: 'open', params: {}, report: undefined },
}

function show({ engine }: ReturnType<typeof createEngine>) {
  const view = render(<OwnDataPage engine={engine} topBar="" singleLetterKeys={false} onRun={vi.fn()} />)
  const input = view.container.querySelector('input[type=file]') as HTMLInputElement
  return { ...view, pick: (name: string) => fireEvent.change(input, { target: { files: [new File(['id'], name)] } }) }
}

function asking(asked: readonly Asked[], operation: string, name = ''): Asked {
  const found = asked.findLast((question) => question.operation === operation && question.name === name)
  if (found === undefined) throw new Error(`${operation} of ${name} was not asked`)
  return found
}

it('of two files picked in quick succession the later one is shown', async () => {
  const world = createEngine()
  const { pick } = show(world)
  pick('a.csv')
  pick('b.csv')
  asking(world.asked, 'inspect-file', 'b.csv').answer(reportOf('b.csv'))
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  expect(await screen.findByRole('region', { name: 'First rows of b.csv' })).toBeTruthy()
  expect(screen.queryByRole('region', { name: 'First rows of a.csv' })).toBeNull()
})

it('begins no sort when the page is left while the file is looked at', async () => {
  const world = createEngine()
  const { pick, unmount } = show(world)
  asking(world.asked, 'list-sorts').answer([LEFTOVER])
  fireEvent.click(await screen.findByRole('button', { name: 'Resume from 2 finished runs' }))
  pick('a.csv')
  unmount()
  asking(world.asked, 'inspect-file', 'a.csv').answer(reportOf('a.csv'))
  await new Promise((resolve) => setTimeout(resolve))
  expect(world.asked.map(({ operation }) => operation)).toEqual(['list-sorts', 'inspect-file'])
})
