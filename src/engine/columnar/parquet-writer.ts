import type { DecodedArray, KeyValue, SchemaElement } from 'hyparquet/src/types.js'
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js'
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js'
import { encodingOf } from './leaf-encoding.ts'
import type { PhysicalValue } from './parquet-pages.ts'
import { withConvertedInteger, withoutLogicalType } from './physical-type.ts'

/** A flat column to be written. Its values are given as they are stored, whatever its logical type. */
export interface ColumnSpec {
  readonly element: SchemaElement
}

/** Keeps bytes until they are flushed to `take`. */
class FlushingWriter extends ByteWriter {
  constructor(readonly take: (bytes: Uint8Array) => void) {
    super(1 << 16)
  }

  flush(): void {
    this.take(new Uint8Array(this.buffer, 0, this.index))
    this.index = 0
  }

  override finish(): void {
    this.flush()
  }
}

/** Writes a Parquet file, one row group at a time; `take` gets its bytes in order and must copy what it keeps. */
export class ParquetGroups {
  readonly #writer: ParquetWriter
  readonly #schema: SchemaElement[]

  constructor(
    readonly columns: readonly ColumnSpec[],
    keyValues: readonly KeyValue[],
    take: (bytes: Uint8Array) => void,
  ) {
    const root: SchemaElement = { name: 'schema', num_children: columns.length }
    this.#schema = [root, ...columns.map(({ element }) => withConvertedInteger(element))]
    // Logical types would make the writer convert values that are given as they are stored.
    const physical = columns.map(({ element }) => withoutLogicalType(element))
    this.#writer = new ParquetWriter({
      writer: new FlushingWriter(take),
      schema: [root, ...physical],
      codec: 'SNAPPY',
      // Bounds of values without their logical type would be in another order than readers expect.
      statistics: false,
      ...(keyValues.length === 0 ? {} : { kvMetadata: [...keyValues] }),
      createdBy: 'Lakescope',
    })
  }

  /** Writes a row group: one array per column, all of the same length. */
  write(values: readonly (readonly PhysicalValue[])[]): void {
    const rows = values[0]?.length ?? 0
    if (rows === 0) return
    const columnData = this.columns.map(({ element }, i) => {
      const data = (values[i] ?? []) as unknown as DecodedArray
      return { name: element.name, data, ...encodingOf([element], values[i] ?? []) }
    })
    void this.#writer.write({ columnData, rowGroupSize: rows })
  }

  finish(): void {
    this.#writer.schema = this.#schema
    // INT96 was written as the bytes that it is.
    for (const { columns } of this.#writer.row_groups) {
      columns.forEach(({ meta_data: chunk }, i) => {
        if (chunk !== undefined && this.columns[i]?.element.type === 'INT96') chunk.type = 'INT96'
      })
    }
    void this.#writer.finish()
  }
}
