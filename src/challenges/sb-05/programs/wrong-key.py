class Heap:
    """The entry with the smallest key on top; an entry is a key and what belongs to it."""

    def __init__(self):
        self.items = []

    def push(self, item):
        items = self.items
        at = len(items)
        items.append(item)
        while at > 0:
            parent = (at - 1) // 2
            if not item[0] < items[parent][0]:
                break
            items[at] = items[parent]
            at = parent
        items[at] = item

    def pop(self):
        items = self.items
        top = items[0]
        last = items.pop()
        if not items:
            return top
        at = 0
        while True:
            child = 2 * at + 1
            if child >= len(items):
                break
            if child + 1 < len(items) and items[child + 1][0] < items[child][0]:
                child += 1
            if not items[child][0] < last[0]:
                break
            items[at] = items[child]
            at = child
        items[at] = last
        return top


def sort_rows(rows, limit, column):
    if limit < 1:
        raise ValueError('a run holds at least one row')
    starts = range(0, len(rows), limit)
    runs = [sorted(rows[start:start + limit], key=lambda row: row[column]) for start in starts]

    heap = Heap()
    for run, first in enumerate(runs):
        heap.push((first[0][column], run, 0))
    merged = []
    while heap.items:
        _, run, position = heap.pop()
        merged.append(runs[run][position])
        position += 1
        if position < len(runs[run]):
            heap.push((runs[run][position][column], run, position))
    return merged
