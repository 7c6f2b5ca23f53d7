type Pair = [a: string, b: string]
type Count = [people: number, size: number]

function countPeople(pairs: Pair[]): Count[] {
  const parents = new Map<string, string>()
  const sizes = new Map<string, number>()
  let people = 0

  const findRoot = (id: string): string => {
    if (!parents.has(id)) {
      parents.set(id, id)
      sizes.set(id, 1)
      people++
    }
    let root = id
    while (parents.get(root) !== root) root = parents.get(root)!
    return root
  }

  return pairs.map(([a, b]) => {
    const root = findRoot(a)
    const other = findRoot(b)
    parents.set(other, root)
    sizes.set(root, sizes.get(root)! + sizes.get(other)!)
    people--
    return [people, sizes.get(root)!]
  })
}
