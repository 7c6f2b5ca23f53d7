import { parseRecord } from '../../base/parse.ts'
import type { FileFormat } from '../sort/sort-file-types.ts'
import { detectFormat } from './file-kind.ts'
import type { FilePorts, InputFile, StorageSpace } from './file-ports.ts'
import { sampleCsv, sampleNdjson, type FileSample } from './file-sample.ts'
import { createAnswer } from './answer.ts'
import type { PortedOperation } from './operation.ts'
import { sampleParquet, type ParquetSample } from './parquet-sample.ts'
import { asTold } from './told.ts'

/** What the page is told of a file before it is sorted. */
export interface FileInspection extends FileSample {
  readonly name: string
  readonly sizeBytes: number
  readonly lastModifiedMs: number
  readonly fingerprint: string
  readonly format: FileFormat
  /** All records, where the format tells. */
  readonly records: number | undefined
  /** Memory that reading takes beside the pages of the sort; undefined for text, which is read through a page. */
  readonly readerBytes: number | undefined
  readonly storage: StorageSpace
}

/** Looks at the first rows of a file; reads no more of it. Has no log. */
export const inspectFileOperation: PortedOperation<FilePorts> = {
  name: 'inspect-file',
  open: async (params, _acts, ports) => {
    try {
      const input = ports.openInput(parseRecord(params, 'params')['source'])
      const format = detectFormat(input)
      const inspection: FileInspection = {
        name: input.name,
        sizeBytes: input.sizeBytes,
        lastModifiedMs: input.lastModifiedMs,
        fingerprint: input.fingerprint(),
        format,
        records: undefined,
        readerBytes: undefined,
        storage: await ports.workspaces.space(),
        ...sampleFile(input, format),
      }
      return createAnswer(() => inspection)
    } catch (error) {
      throw asTold(error)
    }
  },
}

function sampleFile(input: InputFile, format: FileFormat): FileSample | ParquetSample {
  switch (format) {
    case 'csv':
      return sampleCsv(input)
    case 'ndjson':
      return sampleNdjson(input)
    case 'parquet':
      return sampleParquet(input)
  }
}
