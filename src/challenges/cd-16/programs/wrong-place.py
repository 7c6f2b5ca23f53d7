def count_steps(before, after):
    steps = abs(len(before) - len(after))
    for (name, kind), (other_name, other_kind) in zip(before, after):
        if name != other_name:
            steps += 1
        if kind != other_kind:
            steps += 1
    return steps
