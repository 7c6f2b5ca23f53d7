def order_logs(names):
    return sorted(names)
