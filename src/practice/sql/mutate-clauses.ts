import type { Token } from '../../engine/sql/tokens.ts'

/** A part of a query and what stands there instead. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface SqlTokens {
  readonly all: readonly Token[]
  /** How many brackets are open around each; a bracket stands outside of itself. */
  readonly depths: readonly number[]
}

const FRAMES = ['ROWS', 'RANGE', 'GROUPS']

/** Words that end the clauses before them, where no deeper bracket is open. */
const ENDS = [
  ...['WHERE', 'GROUP', 'HAVING', 'QUALIFY', 'WINDOW', 'ORDER', 'LIMIT', 'OFFSET', 'UNION', 'EXCEPT', 'INTERSECT'],
  ...FRAMES,
]

/** Clauses that begin at a token, left out as a whole or item by item, and turned where they order. */
export function planClauseEdits(tokens: SqlTokens, i: number): Edit[] {
  const word = wordAt(tokens, i)
  const isBy = wordAt(tokens, i + 1) === 'BY'
  if (word === 'ORDER' && isBy) {
    const items = itemsOf(tokens, i + 2)
    return [dropAll(tokens, i, items), ...dropEach(tokens, items), ...items.flatMap((item) => turn(tokens, item))]
  }
  if (word === 'PARTITION' && isBy) {
    const items = itemsOf(tokens, i + 2)
    return [dropAll(tokens, i, items), ...dropEach(tokens, items)]
  }
  if (word === 'GROUP' && isBy) return dropEach(tokens, itemsOf(tokens, i + 2))
  if (['WHERE', 'HAVING', 'QUALIFY', 'LIMIT'].includes(word) || (FRAMES.includes(word) && isFrame(tokens, i))) {
    return [dropAll(tokens, i, itemsOf(tokens, i + 1))]
  }
  if (word === 'ELSE') return [dropElse(tokens, i)]
  return word === 'COALESCE' ? takeFirst(tokens, i) : []
}

/** Tokens [from, to). */
interface Item {
  readonly from: number
  readonly to: number
}

function wordAt({ all }: SqlTokens, i: number): string {
  const token = all[i]
  return token?.kind === 'word' ? token.text.toUpperCase() : ''
}

function isFrame(tokens: SqlTokens, i: number): boolean {
  return ['BETWEEN', 'UNBOUNDED', 'CURRENT'].includes(wordAt(tokens, i + 1)) || tokens.all[i + 1]?.kind === 'number'
}

/** What commas part, up to the end of the clause. */
function itemsOf(tokens: SqlTokens, from: number): Item[] {
  const depth = tokens.depths[from] as number
  const items: Item[] = []
  let start = from
  let i = from
  for (; !isEnd(tokens, i, depth); i++) {
    if (tokens.depths[i] !== depth || tokens.all[i]?.text !== ',') continue
    items.push({ from: start, to: i })
    start = i + 1
  }
  items.push({ from: start, to: i })
  return items
}

function isEnd(tokens: SqlTokens, i: number, depth: number): boolean {
  const token = tokens.all[i]
  if (token === undefined || token.kind === 'end') return true
  const own = tokens.depths[i] as number
  return own < depth || (own === depth && ENDS.includes(wordAt(tokens, i)))
}

function startOf({ all }: SqlTokens, i: number): number {
  return (all[i] as Token).start
}

function endOf({ all }: SqlTokens, { from, to }: Item): number {
  return (all[Math.max(from, to - 1)] as Token).end
}

function dropAll(tokens: SqlTokens, i: number, items: readonly Item[]): Edit {
  return { start: startOf(tokens, i), end: endOf(tokens, items.at(-1) as Item), text: '' }
}

/** With the comma before it, or behind the first. */
function dropEach(tokens: SqlTokens, items: readonly Item[]): Edit[] {
  if (items.length < 2) return []
  return items.map((item, at) => {
    const next = items[1] as Item
    if (at === 0) return { start: startOf(tokens, item.from), end: startOf(tokens, next.from), text: '' }
    return { start: startOf(tokens, item.from - 1), end: endOf(tokens, item), text: '' }
  })
}

/** One with a direction is turned where that stands. */
function turn(tokens: SqlTokens, item: Item): Edit[] {
  for (let i = item.from; i < item.to; i++) if (['ASC', 'DESC', 'NULLS'].includes(wordAt(tokens, i))) return []
  const end = endOf(tokens, item)
  return [{ start: end, end, text: ' DESC' }]
}

function dropElse(tokens: SqlTokens, i: number): Edit {
  let open = 0
  let at = i + 1
  for (; at < tokens.all.length; at++) {
    const word = wordAt(tokens, at)
    if (word === 'CASE') open++
    if (word === 'END' && open-- === 0) break
  }
  return { start: startOf(tokens, i), end: endOf(tokens, { from: i, to: at }), text: '' }
}

function takeFirst(tokens: SqlTokens, i: number): Edit[] {
  if (tokens.all[i + 1]?.text !== '(') return []
  const items = itemsOf(tokens, i + 2)
  const [first, last] = [items[0], items.at(-1)] as [Item, Item]
  const close = tokens.all[last.to] as Token
  const text = tokens.all
    .slice(first.from, first.to)
    .map((token) => token.text)
    .join(' ')
  return [{ start: startOf(tokens, i), end: close.end, text }]
}
