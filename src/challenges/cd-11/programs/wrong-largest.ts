type Pair = [a: string, b: string]
type Count = [people: number, size: number]

function countPeople(pairs: Pair[]): Count[] {
  const labels = new Map<string, string>()
  const sizes = new Map<string, number>()
  return pairs.map(([a, b]) => {
    for (const id of [a, b]) {
      if (labels.has(id)) continue
      labels.set(id, id)
      sizes.set(id, 1)
    }
    const label = labels.get(a)!
    const other = labels.get(b)!
    if (label !== other) {
      for (const [id, old] of labels) if (old === other) labels.set(id, label)
      sizes.set(label, sizes.get(label)! + sizes.get(other)!)
      sizes.delete(other)
    }
    return [sizes.size, Math.max(...sizes.values())]
  })
}
