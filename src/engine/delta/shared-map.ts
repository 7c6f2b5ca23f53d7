import { SlotMap } from './slot-map.ts'
import type { Changes } from './slot-map.ts'

/** A map that costs little to copy: copies share their entries, see `SlotMap`. */
export class SharedMap<Value> {
  readonly #slots: SlotMap
  readonly #values: Value[]

  constructor(slots = new SlotMap(), values: Value[] = []) {
    this.#slots = slots
    this.#values = values
  }

  get size(): number {
    return this.#slots.size
  }

  has(key: string): boolean {
    return this.#slots.find(key) !== undefined
  }

  get(key: string): Value | undefined {
    const slot = this.#slots.find(key)
    return slot === undefined ? undefined : this.#values[slot]
  }

  set(key: string, value: Value): void {
    const known = this.#slots.find(key)
    this.#values[known === undefined ? this.#slots.add(key) : this.#slots.replace(known)] = value
  }

  delete(key: string): void {
    const slot = this.#slots.find(key)
    if (slot !== undefined) this.#slots.remove(slot)
  }

  *keys(): Generator<string> {
    for (const slot of this.#slots.slots()) yield this.#slots.keyAt(slot)
  }

  *values(): Generator<Value> {
    for (const slot of this.#slots.slots()) yield this.#values[slot] as Value
  }

  *[Symbol.iterator](): Generator<[key: string, value: Value]> {
    for (const slot of this.#slots.slots()) yield [this.#slots.keyAt(slot), this.#values[slot] as Value]
  }

  copy(): SharedMap<Value> {
    return new SharedMap(this.#slots.copy(), this.#values)
  }

  startChanges(): void {
    this.#slots.startChanges()
  }

  takeChanges(): Changes {
    return this.#slots.takeChanges()
  }

  apply(changes: Changes): void {
    this.#slots.apply(changes)
  }
}
