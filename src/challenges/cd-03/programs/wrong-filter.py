class LoadCounter:
    def __init__(self):
        self.times = []

    def hit(self, t):
        self.times.append(t)

    def count(self, t):
        self.times = [time for time in self.times if time > t - 300]
        return len(self.times)
