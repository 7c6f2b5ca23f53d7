def find_reaches(values):
    reaches = []
    waiting = []
    for i, value in enumerate(values):
        while waiting and values[waiting[-1]] < value:
            day = waiting.pop()
            reaches[day][1] = i - day
        top = waiting[-1] if waiting else -1
        reaches.append([i - top, 0])
        waiting.append(i)
    return reaches
