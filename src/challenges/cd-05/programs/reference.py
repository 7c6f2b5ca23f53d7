def count_late(times):
    ranks = {time: rank for rank, time in enumerate(sorted(set(times)), 1)}
    # A Fenwick tree over ranks: how often each was met.
    tree = [0] * (len(ranks) + 1)
    counts = []
    for time in reversed(times):
        rank = ranks[time]
        count = 0
        at = rank - 1
        while at > 0:
            count += tree[at]
            at &= at - 1
        counts.append(count)
        at = rank
        while at < len(tree):
            tree[at] += 1
            at += at & -at
    return counts[::-1]
