from itertools import accumulate


def count_stretches(changes, low, high):
    if low > high:
        return 0
    count, _ = count_pairs(list(accumulate(changes, initial=0)), low, high)
    return count


def count_pairs(sums, low, high):
    """Pairs, earlier and later, whose difference lies within the bounds, and the numbers in order."""
    if len(sums) < 2:
        return 0, sums
    middle = len(sums) // 2
    left_count, left = count_pairs(sums[:middle], low, high)
    right_count, right = count_pairs(sums[middle:], low, high)
    count = left_count + right_count
    # From first to before behind lie the partners of a sum of the left half.
    first = 0
    behind = 0
    for total in left:
        while first < len(right) and right[first] - total < low:
            first += 1
        while behind < len(right) and right[behind] - total <= high:
            behind += 1
        count += behind - first
    # Two sorted runs: the library merges them in one pass.
    return count, sorted(left + right)
