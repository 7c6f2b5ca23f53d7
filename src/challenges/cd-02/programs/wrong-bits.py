def count_stretches(changes, low, high):
    sums = [0]
    for change in changes:
        sums.append((sums[-1] + change + 2**31) % 2**32 - 2**31)
    count = 0
    for i in range(len(sums)):
        for j in range(i + 1, len(sums)):
            if low <= sums[j] - sums[i] <= high:
                count += 1
    return count
