def count_stretches(changes, low, high):
    return count_up_to(changes, high) - count_up_to(changes, low - 1)


def count_up_to(changes, most):
    count = 0
    total = 0
    first = 0
    for i, change in enumerate(changes):
        total += change
        while first <= i and total > most:
            total -= changes[first]
            first += 1
        count += i - first + 1
    return count
