import type { DecodedArray, KeyValue, SchemaElement } from 'hyparquet/src/types.js'
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js'
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js'
import { encodingOf } from './leaf-encoding.ts'
import { withoutLogicalType } from './physical-type.ts'

/**
 * A value to be written, as Parquet stores it: a group is an object by the names of its children, a list an array, a map a
 * list of {key, value}; a missing value is undefined.
 */
export type NestedValue =
  | undefined
  | boolean
  | number
  | bigint
  | Uint8Array
  | readonly NestedValue[]
  | { readonly [field: string]: NestedValue }

export interface NestedColumn {
  /** The column's element, and behind it those below it, a group before its children. */
  readonly elements: readonly SchemaElement[]
  readonly values: readonly NestedValue[]
}

export type ParquetCodec = 'SNAPPY' | 'UNCOMPRESSED'

/** The bytes of a Parquet file with one row group, none where there are no rows. All columns have the same length. */
export function writeParquetRows(
  columns: readonly NestedColumn[],
  codec: ParquetCodec,
  keyValues: readonly KeyValue[] = [],
): Uint8Array<ArrayBuffer> {
  const root: SchemaElement = { name: 'spark_schema', num_children: columns.length }
  const schema = [root, ...columns.flatMap(({ elements }) => elements)]
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({
    writer: bytes,
    // Logical types of leaves would make the writer convert values that are given as they are stored.
    schema: schema.map((element) => (element.type === undefined ? element : withoutLogicalType(element))),
    codec,
    // Bounds of values without their logical type would be in another order than readers expect.
    statistics: false,
    ...(keyValues.length === 0 ? {} : { kvMetadata: [...keyValues] }),
    createdBy: 'Lakescope',
  })
  const rows = columns[0]?.values.length ?? 0
  if (rows > 0) {
    const columnData = columns.map(({ elements, values }) => ({
      name: (elements[0] as SchemaElement).name,
      data: values as unknown as DecodedArray,
      ...encodingOf(elements, values),
    }))
    void writer.write({ columnData, rowGroupSize: rows })
  }
  writer.schema = schema
  void writer.finish()
  return bytes.getBytes().slice()
}
