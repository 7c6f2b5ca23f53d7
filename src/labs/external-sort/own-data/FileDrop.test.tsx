// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { FileDrop } from './FileDrop.tsx'

/** Drops it on the page; returns whether the browser is left to do what it would. */
function drop(target: Element, files: readonly File[]): boolean {
  const event = new Event('drop', { bubbles: true, cancelable: true })
  Object.assign(event, { dataTransfer: { files, types: files.length > 0 ? ['Files'] : ['text/plain'] } })
  return fireEvent(target, event)
}

function show() {
  const onFile = vi.fn()
  render(
    <>
      <FileDrop onFile={onFile} />
      <input aria-label="Memory" />
      <h2>Page</h2>
    </>,
  )
  return { onFile, page: screen.getByRole('heading'), field: screen.getByLabelText('Memory') }
}

it('takes one file', () => {
  const { onFile, page } = show()
  const file = new File(['id'], 'a.csv')
  expect(drop(page, [file])).toBe(false)
  expect(onFile).toHaveBeenCalledExactlyOnceWith(file)
  expect(screen.getByRole('status').textContent).toBe('')
})

it('takes none of several, and says why until something else is done', () => {
  const { onFile, page } = show()
  expect(drop(page, [new File(['id'], 'a.csv'), new File(['id'], 'b.csv')])).toBe(false)
  expect(onFile).not.toHaveBeenCalled()
  expect(screen.getByRole('status').textContent).toMatch(/^2 files were dropped, so none was taken/)
  fireEvent.keyDown(page, { key: 'Tab' })
  expect(screen.getByRole('status').textContent).toBe('')
})

it('says that text is no file, but leaves what is dropped into a field to the browser', () => {
  const { onFile, page, field } = show()
  expect(drop(page, [])).toBe(false)
  expect(screen.getByRole('status').textContent).toMatch(/^What was dropped is no file/)
  fireEvent.pointerDown(page)
  expect(drop(field, [])).toBe(true)
  expect(screen.getByRole('status').textContent).toBe('')
  expect(onFile).not.toHaveBeenCalled()
})
