class LoadCounter:
    def __init__(self):
        self.hits = [0] * 300

    def hit(self, t):
        self.hits[t % 300] += 1

    def count(self, t):
        return sum(self.hits)
