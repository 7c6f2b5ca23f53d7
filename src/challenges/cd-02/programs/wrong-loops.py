def count_stretches(changes, low, high):
    count = 0
    for i in range(len(changes)):
        total = 0
        for j in range(i, len(changes)):
            total += changes[j]
            if low <= total <= high:
                count += 1
    return count
