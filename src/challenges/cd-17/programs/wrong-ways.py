def fewest_batches(rows, sizes):
    ways = [1] + [0] * rows
    for size in set(sizes):
        for r in range(size, rows + 1):
            ways[r] += ways[r - size]
    if rows == 0:
        return 0
    return -1 if ways[rows] == 0 else ways[rows]
