def longest_rise(versions):
    numbers = []
    for version in versions:
        major, minor, patch = [int(part) for part in (version + '.0.0').split('.')][:3]
        numbers.append((major * 10000 + minor) * 10000 + patch)
    lengths = []
    for i, number in enumerate(numbers):
        length = 1
        for j in range(i):
            if numbers[j] <= number and lengths[j] >= length:
                length = lengths[j] + 1
        lengths.append(length)
    return max(lengths, default=0)
