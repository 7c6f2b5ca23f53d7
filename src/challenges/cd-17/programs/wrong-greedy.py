def fewest_batches(rows, sizes):
    left = rows
    batches = 0
    for size in sorted(sizes, reverse=True):
        batches += left // size
        left %= size
    return batches if left == 0 else -1
