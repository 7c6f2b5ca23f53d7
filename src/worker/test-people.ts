import { Rng } from '../base/rng.ts'
import { FileSource } from './file-source.ts'
import { readBlob, type World } from './test-files.ts'

/** Parameters of a sort of a file of the test, as a page would give them. */
export function paramsFor(
  file: File,
  keys: readonly string[],
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    source: file,
    job: 'job-1',
    startedAtMs: 1_700_000_100_000,
    file: file.name,
    sizeBytes: file.size,
    fingerprint: fingerprintOf(file),
    format: file.name.endsWith('.ndjson') ? 'ndjson' : 'csv',
    keys,
    memory: 100_000,
    page: 4096,
    fanIn: 4,
    formation: 'fill-sort-spill',
    structure: 'loser-tree',
    memorySort: 'radix',
    doubleBuffering: false,
    firstPass: 'full',
    badRows: 'stop',
    ...changes,
  }
}

const CITIES = ['Łódź', 'Oslo', 'Aarhus', 'Zürich', 'Bergen', 'Oslo, old', 'São Paulo']

export function createRows(count: number, seed = 3): string[] {
  const rng = new Rng(seed, 'rows')
  return Array.from({ length: count }, (_, i) => {
    const city = CITIES[rng.nextBelow(CITIES.length)] as string
    const age = rng.nextBelow(20) === 0 ? '' : String(rng.nextBelow(100) - 5)
    return `${i},${city.includes(',') ? `"${city}"` : city},${age}`
  })
}

export function fingerprintOf(file: File): string {
  return new FileSource(file, readBlob).fingerprint()
}

export function csvOf(rows: readonly string[]): string {
  return `id,city,age\n${rows.join('\n')}\n`
}

/** The slow twin: a stable sort by the city's bytes, then by age, missing ages first. */
export function sortRows(rows: readonly string[]): string[] {
  const cityOf = (row: string): Buffer => Buffer.from(/^\d+,(?:"([^"]*)"|([^,]*)),/.exec(row)?.slice(1).join('') ?? '')
  const ageOf = (row: string): number => (row.endsWith(',') ? -Infinity : Number(row.slice(row.lastIndexOf(',') + 1)))
  return [...rows].sort((a, b) => Buffer.compare(cityOf(a), cityOf(b)) || ageOf(a) - ageOf(b))
}

export async function outputOf(
  { workspaces }: World,
  job = 'job-1',
  file: 'output' | 'rejects' = 'output',
): Promise<string> {
  return (await workspaces.blob(job, file)).text()
}
