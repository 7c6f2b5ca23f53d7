import { describe, expect, test } from 'vitest'
import type { DeltaError } from './delta-error.ts'
import { parsePartitionValue } from './partition-value.ts'
import { parseSchema } from './schema.ts'
import type { DataType } from './schema.ts'
import { supportedFeatures } from './table-features.ts'
import { formatJson } from './values.ts'

function schemaOf(type: unknown, metadata: object = {}): string {
  return JSON.stringify({ type: 'struct', fields: [{ name: 'c', type, nullable: true, metadata }] })
}

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return (error as DeltaError).code
  }
  return 'no error'
}

describe('schemas', () => {
  test.each([
    ['long', { kind: 'long' }],
    ['decimal(10,2)', { kind: 'decimal', precision: 10, scale: 2 }],
    ['string collate UNICODE', { kind: 'string' }],
    ['varchar(3)', { kind: 'string' }],
    [
      { type: 'map', keyType: 'string', valueType: { type: 'array', elementType: 'date', containsNull: false } },
      {
        kind: 'map',
        key: { kind: 'string' },
        value: { kind: 'array', element: { kind: 'date' }, containsNull: false },
        valueContainsNull: true,
      },
    ],
  ])('%j', (type, expected) => {
    expect(parseSchema(schemaOf(type)).fields[0]?.type).toEqual(expected)
  })

  test.each(['geometry(OGC:CRS84)', 'interval day', 'decimal(39,0)', 'decimal(3,4)', 'Long', { type: 'udt' }])(
    'the type %j is refused by name',
    (type) => {
      expect(codeOf(() => parseSchema(schemaOf(type)))).toBe('DELTA_UNSUPPORTED_DATA_TYPES')
    },
  )

  test('names that differ by case, nesting without end, and no JSON', () => {
    const field = (name: string): object => ({ name, type: 'long', nullable: true, metadata: {} })
    const twice = JSON.stringify({ type: 'struct', fields: [field('a'), field('A')] })
    expect(codeOf(() => parseSchema(twice))).toBe('DELTA_DUPLICATE_COLUMNS_FOUND')
    let deep: unknown = 'long'
    for (let i = 0; i < 60; i++) deep = { type: 'array', elementType: deep, containsNull: true }
    expect(codeOf(() => parseSchema(schemaOf(deep)))).toBe('DELTA_SCHEMA_MALFORMED')
    expect(codeOf(() => parseSchema('{'))).toBe('DELTA_SCHEMA_MALFORMED')
    expect(codeOf(() => parseSchema('"long"'))).toBe('DELTA_SCHEMA_MALFORMED')
  })

  test.each([
    ['byte', 'short', true],
    ['short', 'long', true],
    ['integer', 'double', true],
    ['long', 'double', false],
    ['long', 'integer', false],
    ['float', 'double', true],
    ['date', 'timestamp_ntz', true],
    ['date', 'timestamp', false],
    ['integer', 'decimal(10,0)', true],
    ['integer', 'decimal(10,1)', false],
    ['long', 'decimal(20,0)', true],
    ['long', 'decimal(19,0)', false],
    ['decimal(5,2)', 'decimal(7,4)', true],
    ['decimal(5,2)', 'decimal(6,4)', false],
    ['decimal(5,2)', 'decimal(6,1)', false],
    ['integer', 'string', false],
  ])('a change from %s to %s can be followed: %s', (fromType, toType, isWidening) => {
    const text = schemaOf(toType, { 'delta.typeChanges': [{ fromType, toType, tableVersion: 1 }] })
    expect(codeOf(() => parseSchema(text))).toBe(isWidening ? 'no error' : 'DELTA_UNSUPPORTED_TYPE_CHANGE_IN_SCHEMA')
  })

  test('features that versions imply, and those that are listed', () => {
    const none = { readerFeatures: undefined, writerFeatures: undefined }
    const legacy = { kind: 'protocol' as const, minReaderVersion: 2, minWriterVersion: 5, ...none }
    expect(supportedFeatures(legacy)).toEqual([
      'appendOnly',
      'changeDataFeed',
      'checkConstraints',
      'columnMapping',
      'generatedColumns',
      'invariants',
    ])
    const listed = { readerFeatures: ['deletionVectors'], writerFeatures: ['rowTracking', 'deletionVectors'] }
    expect(supportedFeatures({ kind: 'protocol', minReaderVersion: 3, minWriterVersion: 7, ...listed })).toEqual([
      'deletionVectors',
      'rowTracking',
    ])
  })
})

describe('partition values', () => {
  const decimal: DataType = { kind: 'decimal', precision: 38, scale: 2 }
  test.each([
    [{ kind: 'string' }, 'a b', '"a b"'],
    [{ kind: 'string' }, '', 'null'],
    [{ kind: 'integer' }, '-2147483648', '-2147483648'],
    [{ kind: 'long' }, '9223372036854775807', '"9223372036854775807"'],
    [{ kind: 'double' }, '-Infinity', '"-Infinity"'],
    [{ kind: 'float' }, '1.1', String(Math.fround(1.1))],
    [{ kind: 'boolean' }, 'TRUE', 'true'],
    [decimal, '1E+2', '"100.00"'],
    [decimal, '-.5', '"-0.50"'],
    [decimal, '12345678901234567890123456789012345.6', '"12345678901234567890123456789012345.60"'],
    [{ kind: 'date' }, '-0001-02-03', '"-0001-02-03"'],
    [{ kind: 'timestamp' }, '2024-01-02 03:04:05.123456', '"2024-01-02T03:04:05.123456"'],
    [{ kind: 'timestamp' }, '2024-01-02T03:04:05.000000Z', '"2024-01-02T03:04:05.000000"'],
    [{ kind: 'binary' }, '\u0001\u00ff', '"0x01c3bf"'],
  ] as [DataType, string, string][])('%j of %j is %s', (type, text, expected) => {
    expect(formatJson(type, parsePartitionValue(type, text, 'w'))).toBe(expected)
  })

  test.each([
    [{ kind: 'integer' }, '2147483648'],
    [{ kind: 'byte' }, '1.0'],
    [{ kind: 'double' }, 'constructor'],
    [{ kind: 'boolean' }, 'yes'],
    [decimal, '0.001'],
    [decimal, '.'],
    [{ kind: 'date' }, '2024-02-30'],
    [{ kind: 'array', element: { kind: 'long' }, containsNull: true }, '1'],
  ] as [DataType, string][])('%j of %j is refused', (type, text) => {
    expect(codeOf(() => parsePartitionValue(type, text, 'w'))).toBe('DELTA_INVALID_PARTITION_VALUE')
  })
})

describe('canonical JSON', () => {
  test('numbers, maps, bytes', () => {
    const map: DataType = { kind: 'map', key: { kind: 'integer' }, value: { kind: 'binary' }, valueContainsNull: true }
    const entries = [
      [10, Uint8Array.of(1, 255)],
      [2, undefined],
    ]
    expect(formatJson(map, entries)).toBe('[[10,"0x01ff"],[2,null]]')
    expect(formatJson({ kind: 'double' }, -0)).toBe('0')
    expect(formatJson({ kind: 'double' }, NaN)).toBe('"NaN"')
    expect(formatJson({ kind: 'long' }, -(2n ** 53n))).toBe('"-9007199254740992"')
    expect(formatJson({ kind: 'long' }, 2n ** 53n - 1n)).toBe('9007199254740991')
    expect(formatJson({ kind: 'decimal', precision: 3, scale: 3 }, -5n)).toBe('"-0.005"')
  })
})
