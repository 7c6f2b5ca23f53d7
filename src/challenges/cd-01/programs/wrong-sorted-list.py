class RunningMedian:
    def __init__(self):
        self.items = []

    def add(self, x):
        self.items.append(x)
        self.items.sort()

    def median(self):
        middle = len(self.items) // 2
        if len(self.items) % 2 == 1:
            return self.items[middle]
        return (self.items[middle - 1] + self.items[middle]) / 2
