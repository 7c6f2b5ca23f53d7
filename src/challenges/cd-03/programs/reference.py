from collections import deque


class LoadCounter:
    def __init__(self):
        # Seconds with a hit and how many, the oldest first.
        self.seconds = deque()
        self.total = 0

    def hit(self, t):
        self.forget(t)
        if self.seconds and self.seconds[-1][0] == t:
            self.seconds[-1][1] += 1
        else:
            self.seconds.append([t, 1])
        self.total += 1

    def count(self, t):
        self.forget(t)
        return self.total

    def forget(self, t):
        while self.seconds and self.seconds[0][0] <= t - 300:
            self.total -= self.seconds.popleft()[1]
