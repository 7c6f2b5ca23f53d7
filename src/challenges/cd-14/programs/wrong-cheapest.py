def least_cost(prices, hours, start):
    order = sorted(range(len(prices)), key=lambda i: prices[i])
    chosen = set(order[:hours])
    return sum(prices[i] + (0 if i - 1 in chosen else start) for i in chosen)
