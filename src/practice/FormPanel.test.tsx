// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FormPanel } from './FormPanel.tsx'
import { createTestPage } from './test-panel-page.tsx'
import type { Form } from './types.ts'

const form: Form = {
  fields: [
    {
      type: 'set',
      id: 'live',
      label: 'Which are live?',
      options: [
        { id: 'a', text: 'a.parquet', why: 'it was added and never removed' },
        { id: 'b', text: 'b.parquet', why: 'it was removed again' },
      ],
      right: ['a'],
    },
  ],
  wrong: [],
}

function open() {
  const page = createTestPage('dl-01', (props) => <FormPanel form={form} {...props} />)
  render(<page.Page />)
  return page
}

const order: Form = {
  fields: [
    {
      type: 'order',
      id: 'acts',
      label: 'Acts in order',
      isPartial: true,
      options: [
        { id: 'a', text: 'first', why: 'it comes first' },
        { id: 'b', text: 'second', why: 'it comes second' },
      ],
      right: [['a'], ['b']],
    },
  ],
  wrong: [],
}

it('says which of an order is out of place, and what the line counts', () => {
  const work = { texts: new Map([['acts', '["b","a"]']]), hints: [] }
  const page = createTestPage('ds-02', (props) => <FormPanel form={order} {...props} work={work} isDone locked />)
  render(<page.Page />)
  expect(screen.getByRole('heading').textContent).toBe('It is right in part.')
  expect(screen.getByText('Right in part').closest('p')?.textContent).toContain('counts 50 %')
  expect(
    screen.getAllByRole('listitem').filter(({ textContent }) => textContent?.includes('out of place')),
  ).toHaveLength(1)
})

it('marks each right option once it is judged, and each wrong one that was chosen', () => {
  const fields: Form['fields'] = [
    ...form.fields,
    {
      type: 'choice',
      id: 'next',
      label: 'The next version',
      options: [
        { id: '4', text: 'version 4' },
        { id: '5', text: 'version 5' },
        { id: '6', text: 'version 6' },
      ],
      right: '6',
    },
  ]
  const texts = new Map([
    ['live', '["a","b"]'],
    ['next', '5'],
  ])
  const panel = (isDone: boolean) => {
    const page = createTestPage('dl-01', (props) => (
      <FormPanel form={{ fields, wrong: [] }} {...props} work={{ texts, hints: [] }} isDone={isDone} locked />
    ))
    return <page.Page />
  }
  const { unmount } = render(panel(false))
  expect(screen.queryByRole('img')).toBeNull()
  unmount()
  render(panel(true))
  expect(screen.getByRole('checkbox', { name: 'a.parquet right' })).toBeDefined()
  expect(screen.getByRole('checkbox', { name: 'b.parquet wrong' })).toBeDefined()
  for (const name of ['version 4', 'version 5 wrong', 'version 6 right']) {
    expect(screen.getByRole('radio', { name })).toBeDefined()
  }
})

const handIn = (name: RegExp | string) => fireEvent.click(screen.getByRole('button', { name }))
const ASK = 'nothing is ticked yet'

it('asks once before a list that was not touched is handed in, and begins no attempt for that', () => {
  const { records } = open()
  expect(screen.queryByText('every line has an answer')).toBeNull()
  fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true })
  expect(records).toEqual([])
  expect(screen.getByText(ASK)).toBeDefined()
  handIn(/^Hand in as it is/)
  expect(records.at(-1)?.event).toMatchObject({ type: 'attempt-submitted', score: 0 })
})

it('takes a list in which something was ticked and taken back for an answer', () => {
  const { records } = open()
  const box = screen.getByRole('checkbox', { name: 'b.parquet' })
  fireEvent.click(box)
  fireEvent.click(box)
  expect(screen.getByText('every line has an answer')).toBeDefined()
  handIn(/^Hand in/)
  expect(records.at(-1)?.event).toMatchObject({ type: 'attempt-submitted', score: 0 })
})

it('does not go on asking in the next attempt', () => {
  open()
  handIn(/^Hand in/)
  handIn(/^Hand in as it is/)
  handIn('Try again')
  expect(screen.queryByText(ASK)).toBeNull()
  handIn(/^Hand in/)
  expect(screen.getByText(ASK)).toBeDefined()
})

it('gives the keyboard to the verdict once it is handed in', () => {
  open()
  handIn(/^Hand in/)
  screen.getByRole('button', { name: /^Hand in as it is/ }).focus()
  handIn(/^Hand in as it is/)
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'It is not right.' }))
})

it('leaves the keyboard where it is when a verdict of before is opened', () => {
  const page = createTestPage('dl-01', (props) => <FormPanel form={form} {...props} isDone locked />)
  render(<page.Page />)
  expect(screen.getByRole('heading', { name: 'It is not right.' })).toBeDefined()
  expect(document.activeElement).toBe(document.body)
})
