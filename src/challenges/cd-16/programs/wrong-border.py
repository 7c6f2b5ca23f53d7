def count_steps(before, after):
    # For the first columns of `before`: the steps to each beginning of `after`.
    above = [0] * (len(after) + 1)
    for name, kind in before:
        row = [0]
        for j, (other_name, other_kind) in enumerate(after, 1):
            change = (name != other_name) + (kind != other_kind)
            row.append(min(above[j - 1] + change, above[j] + 1, row[j - 1] + 1))
        above = row
    return above[-1]
