def hit(t):
    return ('hit', t)


def count(t, returns):
    return ('count', t, returns)


def tests():
    many = [hit(0)] * 12
    return [
        [hit(0), count(0, 1), count(0, 1), hit(0), count(0, 2), count(1000, 0)],
        [*many, count(100, 12), count(1000, 0)],
        [hit(0), hit(100), count(350, 1), hit(400), count(500, 1), count(1500, 0)],
        [hit(0), hit(300), count(300, 1)],
        [hit(0), hit(100), count(1000, 0)],
        [hit(250), count(350, 1)],
    ]
