from math import copysign, isnan


def sort_rows(rows, descending):
    def key(row):
        value = row[0]
        return (1, 0, 1) if isnan(value) else (0, value, copysign(1, value))

    return sorted(rows, key=key, reverse=descending)
