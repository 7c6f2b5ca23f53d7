class RunningMedian:
    def add(self, x):
        pass

    def median(self):
        return 0
