def find_reaches(values):
    reaches = []
    for i, value in enumerate(values):
        first = i
        while first > 0 and values[first - 1] <= value:
            first -= 1
        following = i + 1
        while following < len(values) and values[following] <= value:
            following += 1
        reaches.append([i - first + 1, following if following < len(values) else 0])
    return reaches
