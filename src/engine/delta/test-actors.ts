import type { Choose, SimOptions, SimRecord, WaitingCall } from '../sim/simulation.ts'
import { Simulation } from '../sim/simulation.ts'
import type { Actor } from '../sim/simulation.ts'
import { GatedStore } from '../storage/gated-store.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import { createTestWriter } from './test-tables.ts'
import type { TableWriter } from './table-writer.ts'
import type { OperationResult } from './transaction.ts'

/** What tests of concurrent writers share. */

export type Operate = (writer: TableWriter) => Promise<OperationResult>

export interface WriterSetup {
  /** Between the gate and the writer: a store of another kind. */
  readonly wrap?: (store: ObjectStore) => ObjectStore
  readonly overrides?: Partial<TableWriter>
}

/** A writer as an actor of a simulation over one store. */
export function writerActor(store: MemoryStore, name: string, operate: Operate, setup: WriterSetup = {}): Actor {
  const { wrap = (same) => same, overrides } = setup
  return {
    name,
    run: (port) => operate(createTestWriter(wrap(new GatedStore(store, port)), name, overrides)),
  }
}

/** A store of its own with the same objects. */
export async function copyStore(store: MemoryStore): Promise<MemoryStore> {
  const copy = new MemoryStore()
  for (const { path, modifiedMs } of await store.list('')) copy.set(path, await store.get(path), modifiedMs)
  return copy
}

/** Objects of a store that `fill` copies into new ones at once. */
export async function packStore(store: MemoryStore): Promise<() => MemoryStore> {
  const objects = await Promise.all(
    (await store.list('')).map(async (object) => ({ ...object, bytes: await store.get(object.path) })),
  )
  return () => {
    const copy = new MemoryStore()
    for (const { path, bytes, modifiedMs } of objects) copy.set(path, bytes, modifiedMs)
    return copy
  }
}

/** `me` goes on until it wants to commit; then all others run to their end; then `me` commits. */
export function commitLast(me: string): Choose {
  const isReady = ({ actor, call }: WaitingCall): boolean => actor === me && call.kind === 'putIfAbsent'
  return (waiting) => {
    const mine = waiting.find(({ actor }) => actor === me)
    if (mine !== undefined && !isReady(mine)) return me
    return waiting.find(({ actor }) => actor !== me)?.actor ?? mine?.actor
  }
}

/** Runs actors, and gives what the operation of one came to; throws what it threw. */
export async function runActors(
  actors: readonly Actor[],
  choose: Choose,
  options?: SimOptions,
): Promise<{ readonly record: SimRecord; readonly resultOf: (name: string) => OperationResult }> {
  const record = await new Simulation(actors, options).run(choose)
  return { record, resultOf: (name) => resultOf(record, name) }
}

export function resultOf({ outcomes }: SimRecord, name: string): OperationResult {
  const outcome = outcomes.get(name)
  if (outcome?.kind === 'failed') throw outcome.error instanceof Error ? outcome.error : new Error('failed')
  if (outcome?.kind !== 'done') throw new Error(`${name} is ${outcome?.kind ?? 'unknown'}`)
  return outcome.value as OperationResult
}
