class Totals:
    def __init__(self, counts):
        self.counts = list(counts)

    def set(self, i, count):
        self.counts[i] = count

    def total(self, start, end):
        return sum(self.counts[start:end])
