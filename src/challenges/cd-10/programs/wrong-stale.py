class Totals:
    def __init__(self, counts):
        self.counts = counts
        self.now = list(counts)

    def set(self, i, count):
        self.now[i] += count - self.counts[i]

    def total(self, start, end):
        return sum(self.now[start:end])
