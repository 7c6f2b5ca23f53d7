class Totals:
    def __init__(self, counts):
        self.counts = [0] * len(counts)
        # At k the sum of the last k & -k of the first k counts.
        self.tree = [0] * (len(counts) + 1)
        for i, count in enumerate(counts):
            self.set(i, count)

    def set(self, i, count):
        change = count - self.counts[i]
        self.counts[i] = count
        k = i + 1
        while k < len(self.tree):
            self.tree[k] += change
            k += k & -k

    def total(self, start, end):
        return self._sum_of_first(end) - self._sum_of_first(start)

    def _sum_of_first(self, k):
        total = 0
        while k > 0:
            total += self.tree[k]
            k &= k - 1
        return total
