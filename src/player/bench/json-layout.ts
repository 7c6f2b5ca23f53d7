/** A piece of JSON as it is coloured: key, string, number (and true, false, null), punctuation, or what is folded away. */
export interface JsonToken {
  readonly type: 'key' | 'string' | 'number' | 'mark' | 'fold'
  readonly text: string
  /** Of a fold: where in the value it is, for opening it. */
  readonly path?: string
}

export type JsonLine = readonly JsonToken[]

/** A list longer than this is folded. */
const LONGEST_LIST = 16
/** Of a text with more characters, what is behind them is folded. */
const LONGEST_TEXT = 300

/**
 * JSON in lines of about `width` characters: what fits on a line stands on it, the rest is broken between members and
 * set in by two. Joined and without folds it is valid JSON of the same value. `open` names folds that are shown.
 */
export function layoutJson(value: unknown, width: number, open: ReadonlySet<string>): readonly JsonLine[] {
  return fill(tokensOf(value, '$', open), width)
}

/** A run of tokens that is not broken, and how deep it stands. */
interface Piece {
  readonly tokens: readonly JsonToken[]
  readonly depth: number
}

function tokensOf(value: unknown, path: string, open: ReadonlySet<string>, depth = 0): readonly Piece[] {
  if (Array.isArray(value)) {
    if (value.length > LONGEST_LIST && !open.has(path)) {
      return [{ tokens: [{ type: 'fold', text: `[ ${value.length} items ]`, path }], depth }]
    }
    const items = value.map((item, i) => tokensOf(item, `${path}.${i}`, open, depth + 1))
    return wrap('[', ']', items, depth)
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => {
      const [first, ...rest] = tokensOf(member, `${path}.${key}`, open, depth + 1)
      const name: JsonToken[] = [
        { type: 'key', text: JSON.stringify(key) },
        { type: 'mark', text: ': ' },
      ]
      return [{ tokens: [...name, ...(first?.tokens ?? [])], depth: depth + 1 }, ...rest]
    })
    return wrap('{ ', ' }', members, depth)
  }
  const text = JSON.stringify(value) ?? 'null'
  if (typeof value === 'string' && text.length > LONGEST_TEXT && !open.has(path)) {
    const shown = text.slice(0, LONGEST_TEXT).replace(/[\uD800-\uDBFF]$/, '')
    const rest: JsonToken = { type: 'fold', text: `… ${text.length - shown.length} more characters`, path }
    return [{ tokens: [{ type: 'string', text: shown }, rest], depth }]
  }
  return [{ tokens: [{ type: typeof value === 'string' ? 'string' : 'number', text }], depth }]
}

function wrap(before: string, after: string, members: readonly (readonly Piece[])[], depth: number): readonly Piece[] {
  if (members.length === 0) return [{ tokens: [{ type: 'mark', text: (before + after).replaceAll(' ', '') }], depth }]
  const pieces = members.flatMap((member, i) => (i < members.length - 1 ? append(member, ', ') : append(member, after)))
  const [first, ...rest] = pieces
  return [{ tokens: [{ type: 'mark', text: before }, ...(first?.tokens ?? [])], depth: first?.depth ?? depth }, ...rest]
}

function append(pieces: readonly Piece[], text: string): readonly Piece[] {
  return pieces.map((piece, i) =>
    i < pieces.length - 1 ? piece : { ...piece, tokens: [...piece.tokens, { type: 'mark', text }] },
  )
}

/** Puts pieces on lines; one that starts a line after the first is set in by its depth. */
function fill(pieces: readonly Piece[], width: number): readonly JsonLine[] {
  const lines: JsonToken[][] = []
  let room = 0
  for (const { tokens, depth } of pieces) {
    const length = tokens.reduce((sum, token) => sum + token.text.length, 0)
    const line = lines.at(-1)
    if (line !== undefined && length <= room + 1) {
      line.push(...tokens)
      room -= length
      continue
    }
    const indent = lines.length === 0 ? 0 : Math.min(depth, 6) * 2
    lines.push(indent === 0 ? [...tokens] : [{ type: 'mark', text: ' '.repeat(indent) }, ...tokens])
    room = width - indent - length
  }
  return lines
}
