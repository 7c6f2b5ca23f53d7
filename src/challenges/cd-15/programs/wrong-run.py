def longest_rise(versions):
    longest = 0
    length = 0
    last = [-1]
    for version in versions:
        number = [int(part) for part in (version + '.0.0').split('.')][:3]
        length = length + 1 if number > last else 1
        longest = max(longest, length)
        last = number
    return longest
