from math import inf


def fewest_batches(rows, sizes):
    fewest = [0] + [inf] * rows
    for size in sizes:
        for r in range(rows, size - 1, -1):
            fewest[r] = min(fewest[r], fewest[r - size] + 1)
    return -1 if fewest[rows] == inf else fewest[rows]
