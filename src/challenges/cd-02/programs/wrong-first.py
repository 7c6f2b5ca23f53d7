from itertools import accumulate


def count_stretches(changes, low, high):
    sums = list(accumulate(changes))
    count = 0
    for i in range(len(sums)):
        for j in range(i + 1, len(sums)):
            if low <= sums[j] - sums[i] <= high:
                count += 1
    return count
