import type { Branch } from '../branch.ts'
import type { Act } from '../lab.ts'

/** An act of a branch with what it is called: what the fork that it made is called, or else itself. */
export interface NamedAct {
  readonly act: Act
  readonly name: string
}

/** The acts of a branch, those first that it has from the branches it came from. */
export function namedActs(branchNamed: (id: string) => Branch, { spec }: Branch): readonly NamedAct[] {
  const before = spec.parent === undefined ? [] : namedActs(branchNamed, branchNamed(spec.parent))
  return spec.acts.map((act) => {
    const kept = before.find((one) => isSameAct(one.act, act))
    const own = act.value === true ? act.type : `${act.type} ${String(act.value)}`
    return { act, name: kept?.name ?? (spec.parent === undefined ? own : spec.name) }
  })
}

export function isSameAct(one: Act, other: Act): boolean {
  return one.at === other.at && one.type === other.type && String(one.value) === String(other.value)
}
