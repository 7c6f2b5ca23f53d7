import { describe, expect, it } from 'vitest'
import { indexOfByte, loadError, parseFailure } from './query-error.ts'

function told(type: string, message: string, more: object = {}): Error {
  return new Error(JSON.stringify({ exception_type: type, exception_message: message, ...more }))
}

describe('parseFailure', () => {
  it('takes type, message and place from what DuckDB says', () => {
    const error = parseFailure(told('Binder', 'no column "é"', { position: '12' }), "SELECT 'é', x")
    expect(error).toMatchObject({ kind: 'query', message: 'Binder Error: no column "é"', position: 11 })
  })

  it('reads it behind a prefix too, as the parser writes it', () => {
    const { message } = told('Parser', 'syntax error', { position: '0' })
    expect(parseFailure(new Error(`Parser Error: ${message}`), 'SELEC')).toMatchObject({
      message: 'Parser Error: syntax error',
      position: 0,
    })
  })

  it('reads it inside of another', () => {
    const { message } = told('Parser', 'syntax error', { position: '3' })
    expect(parseFailure(told('Parser', message, { position: '3' }), 'SELECT')).toMatchObject({
      message: 'Parser Error: syntax error',
      position: 3,
    })
  })

  it('has no place where none is told, and takes any other text as it is', () => {
    expect(parseFailure(told('Out of Memory', 'no memory'), 'SELECT 1').position).toBeUndefined()
    expect(parseFailure(new Error('no statements'), '')).toMatchObject({ kind: 'query', message: 'no statements' })
    expect(parseFailure('set {1, 2}', '')).toMatchObject({ kind: 'query', message: 'set {1, 2}' })
  })

  it('leaves out the advice to install an extension', () => {
    const advice = 'f is in the icu extension.\n\nPlease try installing and loading it:\nINSTALL icu;\nLOAD icu;'
    const expected = 'Catalog Error: f is in the icu extension. Extensions are not part of this page.'
    expect(parseFailure(told('Catalog', advice), '').message).toBe(expected)
  })

  it('says what is not there, of a function and of a cast', () => {
    const missing =
      'Scalar Function with name "current_date" is not in the catalog, but it exists in the icu extension.\n\nPlease try installing and loading the icu extension:\nINSTALL icu;'
    expect(parseFailure(told('Catalog', missing), '').message).toBe(
      "Catalog Error: current_date is not there, as it is in DuckDB's icu extension. Extensions are not part of this page.",
    )
    const autoloaded =
      "An error occurred while trying to automatically install the required extension 'icu':\nLoading external extensions is disabled through configuration"
    expect(parseFailure(told('Extension Autoloading', autoloaded), '').message).toBe(
      "Extension Autoloading Error: this needs DuckDB's icu extension. Extensions are not part of this page.",
    )
  })

  it('leaves out the advice to change a setting, as settings are locked', () => {
    const advice =
      'ORDER BY non-integer literal has no effect.\n* SET order_by_non_integer_literal=true to allow this behavior.\n\nPerhaps you misplaced ORDER BY; ORDER BY must appear after all regular arguments of the aggregate.'
    expect(parseFailure(told('Binder', advice), '').message).toBe(
      'Binder Error: ORDER BY non-integer literal has no effect.',
    )
  })

  it('leaves out the advice to use a disk', () => {
    const advice =
      'no block of 256.0 KiB\nDatabase is launched in in-memory mode and no temporary directory is specified.'
    expect(parseFailure(told('Out of Memory', advice), '').message).toBe('Out of Memory Error: no block of 256.0 KiB')
  })

  it('tells a breakdown from an error', () => {
    const trap = Object.assign(new Error('unreachable'), { name: 'RuntimeError' })
    expect(parseFailure(trap, '')).toMatchObject({ kind: 'crashed', message: 'DuckDB broke down: unreachable' })
    expect(parseFailure(told('INTERNAL', 'assertion'), '').kind).toBe('crashed')
    expect(parseFailure(told('FATAL', 'invalidated'), '').kind).toBe('crashed')
  })
})

describe('indexOfByte', () => {
  it.each([
    [0, 0],
    [1, 1],
    [3, 2],
    [6, 3],
    [10, 5],
    [11, 6],
    [99, 6],
  ])('byte %i of "aé€🦆b" is at %i', (byte, index) => {
    expect(indexOfByte('aé€🦆b', byte)).toBe(index)
  })
})

it('why DuckDB is not there is told in one sentence', () => {
  const message = 'DuckDB could not be loaded: the server answered 404. Try again.'
  expect(loadError(new Error('the server answered 404'))).toMatchObject({ kind: 'load', message })
  expect(loadError(new Error('the server answered 404.')).message).toBe(message)
})
