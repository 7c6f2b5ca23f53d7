def longest_rise(versions):
    length = 0
    last = [-1]
    for version in versions:
        number = [int(part) for part in (version + '.0.0').split('.')][:3]
        if number <= last:
            continue
        length += 1
        last = number
    return length
