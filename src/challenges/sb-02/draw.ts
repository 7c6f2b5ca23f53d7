import type { Value } from '../../base/value.ts'
import type { CaseDrawing, DrawnFile } from '../../practice/types.ts'
import { expectFiles } from './cases.ts'

interface LogEntry {
  readonly version: number
  readonly adds: readonly string[]
  readonly removes: readonly string[]
}

/** More versions or files than this are not drawn. */
const MOST = 24

/** Every file of the log over the versions that are there up to the one that was asked for. */
export function drawFiles(args: readonly Value[], expected: Value, got: Value | undefined): CaseDrawing | undefined {
  const [log, asked] = args as readonly [readonly LogEntry[], number]
  const versions = log
    .map(({ version }) => version)
    .filter((version) => version <= asked)
    .toSorted((a, b) => a - b)
  const found = namesOf(got)
  const right = namesOf(expected)
  const names = [...new Set([...log.flatMap(({ adds, removes }) => [...adds, ...removes]), ...found])].toSorted()
  if (versions.length > MOST || names.length > MOST) return undefined
  const liveAt = versions.map((version) => {
    const expected = expectFiles([args[0], version])
    return 'value' in expected ? namesOf(expected.value) : []
  })
  const files = names.map((name): DrawnFile => {
    const spans = spansOf(liveAt.map((live) => live.includes(name)))
    const [isRight, isFound] = [right.includes(name), found.includes(name)]
    return { name, spans, mark: isRight ? (isFound ? 'live' : 'missing') : isFound ? 'extra' : 'gone' }
  })
  return { kind: 'lifetimes', versions, files }
}

function spansOf(isLive: readonly boolean[]): DrawnFile['spans'] {
  const spans: { from: number; to: number }[] = []
  for (const [at, live] of isLive.entries()) {
    const last = spans.at(-1)
    if (!live) continue
    if (last?.to === at) last.to = at + 1
    else spans.push({ from: at, to: at + 1 })
  }
  return spans
}

/** The texts of a list from outside. */
function namesOf(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter((each) => typeof each === 'string') : []
}
