from math import inf


def fewest_batches(rows, sizes):
    fewest = [0] + [inf] * rows
    for size in sizes:
        for r in range(size, rows + 1):
            fewest[r] = min(fewest[r], fewest[r - size] + 1)
    return 0 if fewest[rows] == inf else fewest[rows]
