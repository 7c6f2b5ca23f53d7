from math import inf


def least_cost(prices, hours, start):
    # By hours worked so far: the least cost, with the cluster off or on in the last hour.
    off = [0] + [inf] * hours
    on = [inf] + [inf] * hours
    for price in prices:
        # Downwards, so that k - 1 is still that of the hour before.
        for k in range(hours, 0, -1):
            worked = min(on[k - 1], off[k - 1] + start) + price
            off[k] = min(off[k], on[k])
            on[k] = worked
    return min(off[hours], on[hours])
