def count_stretches(changes, low, high):
    found = set()
    for i in range(len(changes)):
        total = 0
        for j in range(i, len(changes)):
            total += changes[j]
            if low <= total <= high:
                found.add(total)
    return len(found)
