from heapq import heappop, heappush, heappushpop


class RunningMedian:
    def __init__(self):
        # The smaller half, negated, so that its largest number is on top; never smaller than the other.
        self.low = []
        self.high = []

    def add(self, x):
        # Through both heaps, so that no number of the lower half is larger than one of the upper.
        heappush(self.high, -heappushpop(self.low, -x))
        if len(self.high) > len(self.low):
            heappush(self.low, -heappop(self.high))

    def median(self):
        if len(self.low) > len(self.high):
            return -self.low[0]
        return (self.high[0] - self.low[0]) / 2
