def least_cost(prices, hours, start):
    return sum(price + start for price in sorted(prices)[:hours])
