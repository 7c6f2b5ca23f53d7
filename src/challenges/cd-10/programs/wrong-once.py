from itertools import accumulate


class Totals:
    def __init__(self, counts):
        self.counts = counts
        self.sums = list(accumulate(counts, initial=0))

    def set(self, i, count):
        self.counts[i] = count

    def total(self, start, end):
        return self.sums[end] - self.sums[start]
