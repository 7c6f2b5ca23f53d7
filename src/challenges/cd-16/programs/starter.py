def count_steps(before, after):
    return abs(len(before) - len(after))
