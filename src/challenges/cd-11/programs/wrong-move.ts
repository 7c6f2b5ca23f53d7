type Pair = [a: string, b: string]
type Count = [people: number, size: number]

function countPeople(pairs: Pair[]): Count[] {
  const labels = new Map<string, string>()
  return pairs.map(([a, b]) => {
    const label = labels.get(a) ?? a
    labels.set(a, label)
    labels.set(b, label)
    const all = [...labels.values()]
    return [new Set(all).size, all.filter((other) => other === label).length]
  })
}
