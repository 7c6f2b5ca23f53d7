import type { ByteSink, RecordSink } from '../ports.ts'

/** Writes records to a file, each with its line break, below an optional header. */
export class TextSink implements RecordSink {
  constructor(
    readonly file: ByteSink,
    readonly header: Uint8Array,
    readonly separator: Uint8Array,
  ) {}

  open(): void {
    this.file.write(this.header)
  }

  write(bytes: Uint8Array): void {
    this.file.write(bytes)
  }

  restart(): void {
    this.file.truncate()
    this.file.write(this.header)
  }

  finish(): void {
    this.file.close()
  }
}
