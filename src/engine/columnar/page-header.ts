import { parquetHeader } from 'hyparquet/src/column.js'
import type { DataReader, PageHeader } from 'hyparquet/src/types.js'

/**
 * Reads the header of a page. Throws where the bytes are none, and where one of its numbers is not written as a 32-bit
 * integer: damage can make it one of 64 bits, which is read as a bigint.
 */
export function readPageHeader(reader: DataReader): PageHeader {
  const header = parquetHeader(reader)
  const { compressed_page_size, uncompressed_page_size, crc } = header
  const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: ofValues } = header
  const numbers: readonly unknown[] = [
    compressed_page_size,
    uncompressed_page_size,
    crc ?? 0,
    ...[v1, v2, ofValues].map((page) => (page === undefined ? 0 : page.num_values)),
    v2?.definition_levels_byte_length ?? 0,
    v2?.repetition_levels_byte_length ?? 0,
  ]
  if (!numbers.every((number) => Number.isInteger(number))) throw new Error('the header of a page is wrong')
  return header
}
