def sort_rows(rows, limit, column):
    if limit < 1:
        raise ValueError('a run holds at least one row')
    key = lambda row: row[column]
    starts = range(0, len(rows), limit)
    runs = [sorted(rows[start:start + limit], key=key) for start in starts]

    positions = [0] * len(runs)
    merged = []
    while len(merged) < len(rows):
        least = -1
        for run in range(len(runs)):
            if positions[run] == len(runs[run]):
                continue
            if least == -1 or key(runs[run][positions[run]]) < key(runs[least][positions[least]]):
                least = run
        merged.append(runs[least][positions[least]])
        positions[least] += 1
    return merged
