def longest_rise(versions):
    lengths = []
    for i, version in enumerate(versions):
        length = 1
        for j in range(i):
            if versions[j] < version and lengths[j] >= length:
                length = lengths[j] + 1
        lengths.append(length)
    return max(lengths, default=0)
