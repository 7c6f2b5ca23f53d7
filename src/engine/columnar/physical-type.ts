import type { SchemaElement } from 'hyparquet'

/** The element with its physical type alone, so that values are handed over as they are stored. */
export function withoutLogicalType(element: SchemaElement): SchemaElement {
  const physical = { ...element }
  delete physical.converted_type
  delete physical.logical_type
  return physical
}
