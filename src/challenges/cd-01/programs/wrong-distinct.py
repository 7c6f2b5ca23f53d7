class RunningMedian:
    def __init__(self):
        self.items = set()

    def add(self, x):
        self.items.add(x)

    def median(self):
        ordered = sorted(self.items)
        middle = len(ordered) // 2
        if len(ordered) % 2 == 1:
            return ordered[middle]
        return (ordered[middle - 1] + ordered[middle]) / 2
