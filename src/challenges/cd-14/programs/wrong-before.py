from math import inf


def least_cost(prices, hours, start):
    if hours == 0:
        return 0
    # By hour: the least cost with k hours worked, this one as the last of them.
    least = [start + price for price in prices]
    for _ in range(hours - 1):
        row = []
        for i, price in enumerate(prices):
            before = inf
            for j in range(i):
                before = min(before, least[j] + (0 if j == i - 1 else start))
            row.append(before + price)
        least = row
    return min(least)
