def find_reaches(values):
    reaches = []
    for i, value in enumerate(values):
        back = reaches[i - 1][0] + 1 if i > 0 and values[i - 1] <= value else 1
        ahead = 0
        for j in range(i + 1, len(values)):
            if values[j] > value:
                ahead = j - i
                break
        reaches.append([back, ahead])
    return reaches
