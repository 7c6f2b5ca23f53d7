def count_steps(before, after):
    left = list(after)
    drops = 0
    for column in before:
        if column in left:
            left.remove(column)
        else:
            drops += 1
    return drops + len(left)
