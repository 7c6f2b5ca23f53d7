def order_logs(names):
    def number(name):
        parts = name.split('.')
        return parts[1] if len(parts) > 2 else ''

    falling = sorted(names, key=number, reverse=True)
    return sorted(falling, key=lambda name: name.split('.')[0])
