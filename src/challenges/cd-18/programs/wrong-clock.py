from time import time


def hit(t):
    return ('hit', t)


def count(t, returns):
    return ('count', t, returns)


def tests():
    now = int(time())
    return [
        [hit(now), count(now, 1)],
        [hit(now), hit(now), hit(now), count(now, 3)],
        [hit(now), count(now, 1), hit(now), count(now, 2)],
    ]
