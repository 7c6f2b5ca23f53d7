/** Small Parquet files as pyarrow 26 writes them, without its own schema and statistics: what no writer here makes. */

/**
 * Column t of INT96: 2024-01-02 03:04:05.678901, the last microsecond before 1970, null, and the first once more. Its
 * values lie in a dictionary, as pyarrow and Spark write them.
 */
export const INT96_FILE = decodeFile(
  [
    'UEFSMRUEFTAVMEwVBBUAEgAACGfExQsKAACYiiUAGPxOkZROAACLPSUAFQAVEhUSLBUIFRAVBhUGHAAAAAIAAAADCwEDAhUEGSw1',
    'ABgGc2NoZW1hFQIAFQYlAhgBdAAWCBkcGRwmABwVBhk1AAYQGRgBdBUAFggWhAEWhAEmVCYIKSwVBBUAFQIAFQAVEBUCADwpBhkm',
    'AgYAAAAWhAEWCCYIFoQBACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZHBwAAACIAAAAUEFSMQ==',
  ].join(''),
)

/** Column n of int64 in one row group, which has no row. */
export const EMPTY_GROUP_FILE = decodeFile(
  [
    'UEFSMRUEFQAVAEwVABUAEgAAFQQZLDUAGAZzY2hlbWEVAgAVBCUCGAFuABYAGRwZHCYAHBUEGSUABhkYAW4VABYAFhwWHCYAJggp',
    'HBUEFQAVAgAAABYcFgAmCBYcACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZHBwAAAB0AAAAUEFSMQ==',
  ].join(''),
)

/** Columns n and x of int64 with a row; x is encrypted with a key of its own, the footer is signed and not encrypted. */
export const ENCRYPTED_COLUMN_FILE = decodeFile(
  [
    'UEFSMRUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEBAAAAAAAAAC8AAAB99uasgSXWXCuSiThhI/13gRSkYX0zhl/TVqP+QSaj/KG4',
    'q1pKRLG9FestOMQcJyoAAAAR5ksjdtxCoXa01eDPGYZDHxQ972zXuI6mCtaJcGieza3l6Rd4OxLYZvAVBBk8NQAYBnNjaGVtYRUE',
    'ABUEJQIYAW4AFQQlAhgBeAAWAhkcGSwmABwVBBklBgAZGAFuFQAWAhZCFkImCEkcFQAVABUCADwpBhkmAAIAAAAmABwVBBklBgAZ',
    'GAF4FQAWAhaCARbCASZKfCkGGSYAAgAAXCwZGAF4GJICeyJrZXlNYXRlcmlhbFR5cGUiOiJQS01UMSIsImludGVybmFsU3RvcmFn',
    'ZSI6dHJ1ZSwiaXNGb290ZXJLZXkiOmZhbHNlLCJtYXN0ZXJLZXlJRCI6ImMiLCJ3cmFwcGVkREVLIjoicVNubGIzRnB0UlM4Q0F5',
    'aDVzYnc0Vk1nMjc0M29Mc3FITXZ0b1BJLzJOeVpGZkVQVlpVMTQxSFA2cTQ9IiwiZG91YmxlV3JhcHBpbmciOnRydWUsImtleUVu',
    'Y3J5cHRpb25LZXlJRCI6Imdja0grMjFYVEJ2anlhUU11K2czQmc9PSIsIndyYXBwZWRLRUsiOiJjckNkTnMzdWlEYzFIMWtqR1lt',
    'MWl3PT0ifQAAGEhEAAAAbXs9Avvav6uCnc/NBHznmElfZkpT9Y9YRzuYtmI9A21JMuvpO43Wz3cVYZ/MyU3EN422buHN56aplN3O',
    'p0rycFbk99MAFsQBFgImCBaEAhQAACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZLBwAABwAABwcKAhVbrYL+g+z',
    'eRIAABjGAnsia2V5TWF0ZXJpYWxUeXBlIjoiUEtNVDEiLCJpbnRlcm5hbFN0b3JhZ2UiOnRydWUsImlzRm9vdGVyS2V5Ijp0cnVl',
    'LCJrbXNJbnN0YW5jZUlEIjoiREVGQVVMVCIsImttc0luc3RhbmNlVVJMIjoiREVGQVVMVCIsIm1hc3RlcktleUlEIjoiZiIsIndy',
    'YXBwZWRERUsiOiJ3R21PdkJub09OQlEyT2JuMWxQVlp2ZDZscTN3N1RDWjZsclgxNmhqOFNCSzZDc3Q4QTJiL2RrZXVicz0iLCJk',
    'b3VibGVXcmFwcGluZyI6dHJ1ZSwia2V5RW5jcnlwdGlvbktleUlEIjoiOUFvOGl4OHVaRUI1c3UwaTVsa3NCUT09Iiwid3JhcHBl',
    'ZEtFSyI6IklrR2FtQzV6THFOMUw3UUoyS1JFM0E9PSJ9AKZCCZWYPeczQHPaHaXPuGqAe68RiXIHSTyMo1CHAwAAUEFSMQ==',
  ].join(''),
)

function decodeFile(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
