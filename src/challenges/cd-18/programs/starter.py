def tests():
    """Each test is a list of ('hit', t) and ('count', t, what it must return)."""
    return [
        [('hit', 7), ('count', 7, 1)],
    ]
