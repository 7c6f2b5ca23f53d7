def count_steps(before, after):
    # For the first columns of `before`: the steps to each beginning of `after`.
    above = [j for j in range(len(after) + 1)]
    for i, (name, kind) in enumerate(before, 1):
        row = [i]
        for j, (other_name, other_kind) in enumerate(after, 1):
            change = (name != other_name) + (kind != other_kind)
            row.append(min(above[j - 1] + change, above[j] + 1, row[j - 1] + 1))
        above = row
    return above[-1]
