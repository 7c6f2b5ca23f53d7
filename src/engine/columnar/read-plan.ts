import type { RangeSource } from '../storage/range-source.ts'
import { readLeaf } from './leaf-values.ts'
import type { Convert, LeafValues } from './leaf-values.ts'
import type { ParquetGroup, ParquetNode } from './parquet-footer.ts'
import { ParquetError } from './range-reader.ts'

/**
 * What to make of a node of the file's schema. A missing value is undefined. A struct is an array of its fields' values, a
 * list an array, a map an array of [key, value].
 */
export type ReadPlan =
  | { readonly kind: 'leaf'; readonly node: ParquetNode; readonly convert: Convert }
  | {
      readonly kind: 'struct'
      readonly node: ParquetNode
      /** A field that the file does not have is undefined and reads as undefined. */
      readonly fields: readonly (ReadPlan | undefined)[]
      readonly finish?: (fields: readonly unknown[]) => unknown
    }
  | {
      readonly kind: 'list'
      /** Where the list is missing or there: its group, or the repeated node itself where there is none. */
      readonly node: ParquetNode
      readonly repeated: ParquetNode
      readonly element: ReadPlan
    }
  | {
      readonly kind: 'map'
      readonly node: ParquetNode
      readonly repeated: ParquetNode
      readonly key: ReadPlan
      readonly value: ReadPlan | undefined
    }

/**
 * Reads one row group: for each plan an array with one value a row; a plan that is undefined gives an array of undefined.
 * Throws `ParquetError` as `readLeaf` does, and DAMAGED_FILE when the levels of the leaves do not agree.
 */
export async function readGroup(
  source: RangeSource,
  group: ParquetGroup,
  plans: readonly (ReadPlan | undefined)[],
): Promise<ArrayLike<unknown>[]> {
  const cache: LeafCache = new Map()
  const columns: ArrayLike<unknown>[] = []
  for (const plan of plans) {
    columns.push(
      plan === undefined
        ? new Array<undefined>(group.rows).fill(undefined)
        : await readPlanned(source, group, plan, cache),
    )
  }
  return columns
}

type LeafCache = Map<ParquetNode, { readonly convert: Convert; readonly data: LeafValues }>

async function readPlanned(
  source: RangeSource,
  group: ParquetGroup,
  plan: ReadPlan,
  cache: LeafCache,
): Promise<ArrayLike<unknown>> {
  const leaves = new Map<ParquetNode, Convert>()
  collectLeaves(plan, leaves)
  const cursors = new Map<ParquetNode, Cursor>()
  for (const [leaf, convert] of leaves) {
    const known = cache.get(leaf)
    const data = known !== undefined && known.convert === convert ? known.data : undefined
    const read = data ?? (await readLeaf(source, group, leaf, convert))
    cache.set(leaf, { convert, data: read })
    cursors.set(leaf, new Cursor(leaf, read))
  }
  try {
    return assemble(plan, cursors, group.rows)
  } catch (error) {
    if (!(error instanceof MisalignedError)) throw error
    const where = `${source.name}, column ${plan.node.path.join('.')}`
    throw new ParquetError('DAMAGED_FILE', `${where} is damaged: its levels do not agree`, where)
  }
}

class MisalignedError extends Error {}

/** Walks over the entries of a leaf. */
class Cursor {
  #at = 0
  #valueAt = 0

  constructor(
    readonly leaf: ParquetNode,
    readonly data: LeafValues,
  ) {}

  get isAtEnd(): boolean {
    return this.#at === this.data.entries
  }

  get definition(): number {
    return this.data.definitions?.[this.#at] ?? this.leaf.definition
  }

  /** Of the next entry; -1 at the end. */
  get repetition(): number {
    if (this.#at >= this.data.entries) return -1
    return this.data.repetitions?.[this.#at] ?? 0
  }

  /** The value of the next entry, undefined where it is missing. */
  read(): unknown {
    if (this.isAtEnd) throw new MisalignedError()
    const isThere = this.definition === this.leaf.definition
    this.#at++
    return isThere ? this.data.values[this.#valueAt++] : undefined
  }

  skipMissing(): void {
    if (this.isAtEnd || this.definition === this.leaf.definition) throw new MisalignedError()
    this.#at++
  }
}

/** Leaves that a plan reads. A struct of which nothing is wanted still needs one, to know where it is missing. */
function collectLeaves(plan: ReadPlan, into: Map<ParquetNode, Convert>): void {
  switch (plan.kind) {
    case 'leaf':
      into.set(plan.node, plan.convert)
      return
    case 'struct': {
      for (const field of plan.fields) if (field !== undefined) collectLeaves(field, into)
      const witness = plan.node.leaves[0]
      if (witness !== undefined && !plan.node.leaves.some((leaf) => into.has(leaf))) into.set(witness, undefined)
      return
    }
    case 'list':
      collectLeaves(plan.element, into)
      return
    case 'map':
      collectLeaves(plan.key, into)
      if (plan.value !== undefined) collectLeaves(plan.value, into)
  }
}

function assemble(plan: ReadPlan, cursors: ReadonlyMap<ParquetNode, Cursor>, rows: number): ArrayLike<unknown> {
  if (plan.kind === 'leaf' && plan.node.repetition === 0) {
    const { data } = cursors.get(plan.node) as Cursor
    if (data.values.length === rows) return data.values
  }
  const read = createReader(plan, cursors)
  const mine = plan.node.leaves.flatMap((leaf) => cursors.get(leaf) ?? [])
  const values = new Array<unknown>(rows)
  for (let row = 0; row < rows; row++) {
    for (const cursor of mine) if (cursor.repetition !== 0) throw new MisalignedError()
    values[row] = read()
  }
  for (const cursor of mine) if (!cursor.isAtEnd) throw new MisalignedError()
  return values
}

type ReadNext = () => unknown

function createReader(plan: ReadPlan, cursors: ReadonlyMap<ParquetNode, Cursor>): ReadNext {
  if (plan.kind === 'leaf') {
    const cursor = cursors.get(plan.node) as Cursor
    return () => cursor.read()
  }
  const mine = plan.node.leaves.flatMap((leaf) => cursors.get(leaf) ?? [])
  if (plan.kind === 'struct') return createStructReader(plan, mine, cursors)
  if (plan.kind === 'list') {
    const readElement = createReader(plan.element, cursors)
    return createRepeatedReader(plan.node, plan.repeated, mine, readElement)
  }
  const readKey = createReader(plan.key, cursors)
  const readValue = plan.value === undefined ? () => undefined : createReader(plan.value, cursors)
  return createRepeatedReader(plan.node, plan.repeated, mine, () => {
    const key = readKey()
    return [key, readValue()]
  })
}

function createStructReader(
  { node, fields, finish }: ReadPlan & { kind: 'struct' },
  mine: readonly Cursor[],
  cursors: ReadonlyMap<ParquetNode, Cursor>,
): ReadNext {
  const [first] = mine
  const readers = fields.map((field) => (field === undefined ? undefined : createReader(field, cursors)))
  const used = new Set<ParquetNode>()
  for (const field of fields) if (field !== undefined) collectUsed(field, used)
  const witnesses = mine.filter((cursor) => !used.has(cursor.leaf))
  return () => {
    if (first !== undefined && first.definition < node.definition) {
      for (const cursor of mine) cursor.skipMissing()
      return undefined
    }
    const values = readers.map((read) => read?.())
    for (const witness of witnesses) skipEntries(witness, node.repetition)
    return finish === undefined ? values : finish(values)
  }
}

function collectUsed(plan: ReadPlan, into: Set<ParquetNode>): void {
  for (const leaf of plan.node.leaves) into.add(leaf)
}

/** A leaf that is only there to tell whether its struct is: all its entries of one struct are passed over. */
function skipEntries(cursor: Cursor, repetition: number): void {
  do cursor.read()
  while (cursor.repetition > repetition)
}

function createRepeatedReader(
  node: ParquetNode,
  repeated: ParquetNode,
  mine: readonly Cursor[],
  readElement: ReadNext,
): ReadNext {
  const first = mine[0] as Cursor
  const canBeMissing = node !== repeated
  return () => {
    const { definition } = first
    if (definition < repeated.definition) {
      for (const cursor of mine) cursor.skipMissing()
      return canBeMissing && definition < node.definition ? undefined : []
    }
    const elements: unknown[] = []
    do elements.push(readElement())
    while (first.repetition === repeated.repetition)
    if (first.repetition > repeated.repetition) throw new MisalignedError()
    return elements
  }
}
