class LoadCounter:
    def __init__(self):
        self.times = []

    def hit(self, t):
        self.times.append(t)

    def count(self, t):
        return sum(time > t - 300 for time in self.times)
