from math import inf


def least_cost(prices, hours, start):
    off = [0] + [inf] * hours
    on = [inf] + [inf] * hours
    for price in prices:
        for k in range(hours, 0, -1):
            worked = min(on[k - 1], off[k - 1] + (start if k > 1 else 0)) + price
            off[k] = min(off[k], on[k])
            on[k] = worked
    return min(off[hours], on[hours])
