def hit(t):
    return ('hit', t)


def count(t, returns):
    return ('count', t, returns)


def tests():
    return [
        [hit(1), count(1, 1), count(301, 1), count(302, 0)],
        [hit(5), hit(5), count(5, 2), count(306, 0)],
    ]
