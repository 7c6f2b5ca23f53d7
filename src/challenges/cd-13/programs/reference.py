def order_logs(names):
    def key(name):
        parts = name.split('.')
        return parts[0], -int(parts[1]) if len(parts) > 2 else 1

    return sorted(names, key=key)
