// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { ChooseStep } from './ChooseStep.tsx'
import { CountField } from './CountField.tsx'
import { createForm, createKey, formOf, misfitOf, paramsOf, type SortForm } from './form.ts'
import { keyWords } from './own-lab.ts'
import { parseFileReport, type FileReport } from './reports.ts'
import { SizeField } from './SizeField.tsx'

const report: FileReport = {
  name: 'people.csv',
  sizeBytes: 9_000_000,
  lastModifiedMs: 0,
  fingerprint: 'f00d',
  format: 'csv',
  columns: ['id', 'id', 'city'].map((name) => ({ name, type: 'int64', meanBytes: 6 })),
  rows: [['1', '2', '3']],
  sampleRecords: 4000,
  meanRecordBytes: 60,
  longestRecordBytes: 90,
  records: undefined,
  readerBytes: undefined,
  remarks: [],
  storage: { kind: 'disk', quotaBytes: 10e9, freeBytes: 9.4e9 },
}

function choose(before = createForm(report), file = report) {
  const onSort = vi.fn()
  render(<ChooseStep report={file} before={before} refusal={undefined} onSort={onSort} onOther={vi.fn()} />)
  return { onSort, user: userEvent.setup() }
}

describe('a field that is left with something else in it', () => {
  it.each(['banana', '-5 MB', '1e30 GB'])('says that %s is no size, and what holds', async (text) => {
    const onChange = vi.fn()
    render(<SizeField label="Memory" bytes={64e6} problem={undefined} onChange={onChange} />)
    const user = userEvent.setup()
    await user.clear(screen.getByLabelText('Memory'))
    await user.type(screen.getByLabelText('Memory'), text)
    await user.tab()
    expect(screen.getByLabelText<HTMLInputElement>('Memory').value).toBe('64 MB')
    expect(screen.getByText(`"${text}" is no size such as 64 MB; 64 MB stays`)).toBeTruthy()
    await user.clear(screen.getByLabelText('Memory'))
    await user.type(screen.getByLabelText('Memory'), '8 MB')
    await user.tab()
    expect(screen.queryByText(/stays$/)).toBeNull()
  })

  it.each([
    ['many', '"many" is no number; 8 stays'],
    ['1.5', '"1.5" is no whole number; 8 stays'],
    ['1,5', '1,5 may be 1.5 or 15: write 1.5 or 15; 8 stays'],
  ])('says so of a count that is %s', async (text, said) => {
    const onChange = vi.fn()
    render(<CountField label="Runs" value={8} problem={undefined} onChange={onChange} />)
    const user = userEvent.setup()
    await user.clear(screen.getByLabelText('Runs'))
    await user.type(screen.getByLabelText('Runs'), text)
    await user.tab()
    expect(screen.getByText(said)).toBeTruthy()
    expect(onChange).not.toHaveBeenCalledWith(15)
  })
})

describe('choosing', () => {
  const missing = () => document.querySelector('.own-key-note')

  it('says beside the button what is missing, and goes on to it when the first column is chosen', async () => {
    const { user, onSort } = choose()
    const bar = () => document.querySelector('.own-bar > span')?.textContent
    expect(bar()).toBe('choose a column to sort by')
    screen.getByRole('button', { name: /^Choose / }).focus()
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Sort the file/ }))
    expect(bar()).not.toContain('choose a column')
    await user.keyboard('{Enter}')
    expect(onSort).toHaveBeenCalledOnce()
  })

  it('asks for a column only after an attempt', async () => {
    const { user, onSort } = choose()
    expect(missing()).toBeNull()
    await user.keyboard('{Enter}')
    expect(missing()?.textContent).toBe('choose a column to sort by')
    // The button that does it says what it does, not the same once more.
    expect(screen.queryByRole('button', { name: /choose a column/i })).toBeNull()
    expect(onSort).not.toHaveBeenCalled()
  })

  it('offers enough memory where reading takes more than there is', async () => {
    const before = { ...createForm(report), keys: [createKey('city')], memoryBytes: 1e6 }
    const { user, onSort } = choose(before, { ...report, readerBytes: 900_000 })
    await user.click(screen.getByRole('button', { name: 'Take 2 MB' }))
    expect(screen.queryByRole('button', { name: 'Take 2 MB' })).toBeNull()
    await user.click(screen.getByRole('button', { name: /Sort the file/ }))
    expect(onSort).toHaveBeenCalledWith(expect.objectContaining({ memoryBytes: 2e6 }))
  })

  it('says what the rest of memory is for', () => {
    choose({ ...createForm(report), memoryBytes: 256_000, pageBytes: 8192 })
    expect(screen.getByText(/^Memory has \d+ pages; the other \d+ kB hold what reading takes/)).toBeTruthy()
  })

  it('lets none of two columns with one name be a key', async () => {
    const { user } = choose()
    expect(screen.queryByRole('button', { name: /^id/ })).toBeNull()
    expect(screen.getAllByText('shares its name, so no key')).toHaveLength(2)
    await user.click(screen.getByRole('button', { name: 'Choose city' }))
    expect(screen.getByLabelText<HTMLInputElement>('Sort by').value).toBe('city')
    const twice = { ...createForm(report), keys: [createKey('id')] }
    expect(misfitOf(twice, report)?.reason).toBe('the file has two columns "id"; rename one of them to sort by it')
  })
})

it('lets the one column without a name be a key, and sends it as it stands in the file', async () => {
  const columns = ['', 'a'].map((name) => ({ name, type: 'int64', meanBytes: 2 }))
  const found = parseFileReport({ ...report, columns, rows: [['1', '2']] })
  const { onSort, user } = choose(createForm(found), found)
  await user.click(screen.getByRole('button', { name: 'Choose column 1 (no name)' }))
  await user.click(screen.getByRole('button', { name: /^Sort the file/ }))
  const [form] = onSort.mock.calls[0] as [SortForm]
  const params = paramsOf(form, found)
  expect(params['keys']).toEqual(['', 'auto', 'asc', 'first'])
  expect(formOf(params, found)).toEqual(form)
  expect(keyWords(params)).toBe('the column without a name ascending')
  const several = parseFileReport({ ...report, columns: [...columns, { name: '', type: 'int64', meanBytes: 2 }] })
  expect(several.columns.map(({ name }) => name)).toEqual(['', 'a', ''])
})
