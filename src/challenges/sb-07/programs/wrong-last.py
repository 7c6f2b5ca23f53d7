from math import isnan


def sort_rows(rows, descending):
    numbers = [row for row in rows if not isnan(row[0])]
    others = [row for row in rows if isnan(row[0])]
    return sorted(numbers, key=lambda row: row[0], reverse=descending) + others
