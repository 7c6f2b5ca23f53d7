def least_cost(prices, hours, start):
    return 0 if hours == 0 else start
