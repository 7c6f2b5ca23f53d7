def least_cost(prices, hours, start):
    if hours == 0:
        return 0
    return min(sum(prices[i:i + hours]) + start for i in range(len(prices) - hours + 1))
