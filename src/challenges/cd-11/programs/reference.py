def count_people(pairs):
    parents = {}
    sizes = {}
    people = 0

    def find_root(id):
        if id not in parents:
            parents[id] = id
            sizes[id] = 1
        while parents[id] != id:
            id = parents[id]
        return id

    counts = []
    for a, b in pairs:
        known = len(parents)
        root = find_root(a)
        other = find_root(b)
        people += len(parents) - known
        if root != other:
            # The smaller group goes below the larger one: so no way to a root is long.
            if sizes[root] < sizes[other]:
                root, other = other, root
            parents[other] = root
            sizes[root] += sizes[other]
            people -= 1
        counts.append([people, sizes[root]])
    return counts
