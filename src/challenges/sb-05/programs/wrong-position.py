from heapq import heapify, heappop, heappush


def sort_rows(rows, limit, column):
    if limit < 1:
        raise ValueError('a run holds at least one row')
    starts = range(0, len(rows), limit)
    runs = [sorted(rows[start:start + limit], key=lambda row: row[column]) for start in starts]

    heap = [(runs[run][0][column], 0, run) for run in range(len(runs))]
    heapify(heap)
    merged = []
    while heap:
        _, position, run = heappop(heap)
        merged.append(runs[run][position])
        position += 1
        if position < len(runs[run]):
            heappush(heap, (runs[run][position][column], position, run))
    return merged
