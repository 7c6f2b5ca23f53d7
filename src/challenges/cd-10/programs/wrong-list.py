class Totals:
    def __init__(self, counts):
        self.counts = counts

    def set(self, i, count):
        self.counts[i] = count

    def total(self, start, end):
        total = 0
        for i in range(start, end):
            total += self.counts[i]
        return total
