from heapq import heappop, heappush


def merge(readers):
    heap = []
    for i, reader in enumerate(readers):
        row = reader.next()
        if row is not None:
            heappush(heap, (row, i))
    while heap:
        row, i = heappop(heap)
        following = readers[i].next()
        if following is not None:
            heappush(heap, (following, i))
        yield row


class Reader:
    """Rows of a run, one by one. Leave it as it is."""

    def __init__(self, rows, meter):
        self.rows = iter(rows)
        self.meter = meter

    def next(self):
        row = next(self.rows, None)
        if row is not None:
            self.meter['held'] += 1
            self.meter['peak'] = max(self.meter['peak'], self.meter['held'])
        return row


def measure(runs):
    """What the judge calls. Leave it as it is."""
    meter = {'held': 0, 'peak': 0}
    rows = []
    for row in merge([Reader(run, meter) for run in runs]):
        meter['held'] -= 1
        rows.append(row)
    return {'rows': rows, 'peak': meter['peak']}
