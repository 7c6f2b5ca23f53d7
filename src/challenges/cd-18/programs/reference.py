def hit(t):
    return ('hit', t)


def count(t, returns):
    return ('count', t, returns)


def tests():
    many = [hit(0)] * 12
    return [
        [hit(0), count(299, 1), count(300, 0)],
        [*many, count(0, 12), count(300, 0)],
        [hit(0), hit(1), count(300, 1)],
        [hit(0), hit(1), count(301, 0)],
        [hit(0), hit(300), count(300, 1)],
        [hit(0), count(0, 1), count(0, 1), hit(0), count(0, 2)],
    ]
