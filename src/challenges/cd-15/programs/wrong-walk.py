def longest_rise(versions):
    ends = []
    for version in versions:
        number = [int(part) for part in (version + '.0.0').split('.')][:3]
        at = 0
        while at < len(ends) and ends[at] < number:
            at += 1
        ends[at:at + 1] = [number]
    return len(ends)
