def sort_rows(rows, descending):
    return sorted(rows, key=lambda row: row[0], reverse=descending)
