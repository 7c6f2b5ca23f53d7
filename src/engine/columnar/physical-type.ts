import type { SchemaElement } from 'hyparquet'
import { INT96_BYTES } from './int96.ts'

/**
 * The element with its physical type alone, so that values are handed over as they are stored. INT96 becomes bytes of a fixed
 * length, which lie in a page just like it: hyparquet-writer has no INT96, and hyparquet drops the day where the
 * nanoseconds are negative.
 */
export function withoutLogicalType(element: SchemaElement): SchemaElement {
  const physical = { ...element }
  delete physical.converted_type
  delete physical.logical_type
  return physical.type === 'INT96' ? { ...physical, type: 'FIXED_LEN_BYTE_ARRAY', type_length: INT96_BYTES } : physical
}

/**
 * The element with the width of its integers told by the converted type alone: hyparquet-writer writes the width of the
 * logical type INTEGER as a number of another size than parquet.thrift has, which other readers refuse.
 */
export function withConvertedInteger(element: SchemaElement): SchemaElement {
  const { logical_type: logical, converted_type: known, ...rest } = element
  if (logical?.type !== 'INTEGER') return element
  const width = `${logical.isSigned ? 'INT' : 'UINT'}_${logical.bitWidth}`
  return { ...rest, converted_type: known ?? (width as NonNullable<typeof known>) }
}
