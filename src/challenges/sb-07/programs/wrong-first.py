from math import isnan


def sort_rows(rows, descending):
    def key(row):
        value = row[0]
        return (-1, 0) if isnan(value) else (0, value)

    return sorted(rows, key=key, reverse=descending)
