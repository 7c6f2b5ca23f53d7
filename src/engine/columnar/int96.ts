/** INT96, the timestamp that Parquet had first: nanoseconds of the day in eight bytes, then the Julian day in four. */
export const INT96_BYTES = 12

const JULIAN_DAY_OF_1970 = 2_440_588
const NANOS_OF_DAY = 86_400_000_000_000n

/** Nanoseconds since 1970 of the INT96 at `offset`. They may need more than 64 bits. */
export function nanosOfInt96(view: DataView, offset: number): bigint {
  const day = view.getInt32(offset + 8, true) - JULIAN_DAY_OF_1970
  return BigInt(day) * NANOS_OF_DAY + view.getBigInt64(offset, true)
}
