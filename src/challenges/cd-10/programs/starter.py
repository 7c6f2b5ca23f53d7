class Totals:
    def __init__(self, counts):
        pass

    def set(self, i, count):
        pass

    def total(self, start, end):
        return 0
