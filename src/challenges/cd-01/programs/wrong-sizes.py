from heapq import heappush


class RunningMedian:
    def __init__(self):
        self.low = []
        self.high = []

    def add(self, x):
        if len(self.low) <= len(self.high):
            heappush(self.low, -x)
        else:
            heappush(self.high, x)

    def median(self):
        if len(self.low) > len(self.high):
            return -self.low[0]
        return (self.high[0] - self.low[0]) / 2
