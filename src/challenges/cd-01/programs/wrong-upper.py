from bisect import insort


class RunningMedian:
    def __init__(self):
        self.items = []

    def add(self, x):
        insort(self.items, x)

    def median(self):
        return self.items[len(self.items) // 2]
