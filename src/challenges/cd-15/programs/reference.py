from bisect import bisect_left


def longest_rise(versions):
    # At place k: the lowest version that a rise of k + 1 versions can end with.
    ends = []
    for version in versions:
        number = [int(part) for part in (version + '.0.0').split('.')][:3]
        at = bisect_left(ends, number)
        ends[at:at + 1] = [number]
    return len(ends)
