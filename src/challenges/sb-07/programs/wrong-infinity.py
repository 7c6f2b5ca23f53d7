from math import inf, isnan


def sort_rows(rows, descending):
    def key(row):
        return inf if isnan(row[0]) else row[0]

    return sorted(rows, key=key, reverse=descending)
