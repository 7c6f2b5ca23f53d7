import type { SchemaElement } from 'hyparquet'

/** The element with its physical type alone, so that values are handed over as they are stored. */
export function withoutLogicalType(element: SchemaElement): SchemaElement {
  const physical = { ...element }
  delete physical.converted_type
  delete physical.logical_type
  return physical
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
