def longest_rise(versions):
    numbers = [[int(part) for part in version.split('.')] for version in versions]
    lengths = []
    for i, number in enumerate(numbers):
        length = 1
        for j in range(i):
            if numbers[j] < number and lengths[j] >= length:
                length = lengths[j] + 1
        lengths.append(length)
    return max(lengths, default=0)
