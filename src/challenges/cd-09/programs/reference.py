def find_reaches(values):
    reaches = []
    # Days that wait for a higher value; theirs never rise from bottom to top.
    waiting = []
    for i, value in enumerate(values):
        while waiting and values[waiting[-1]] < value:
            day = waiting.pop()
            reaches[day][1] = i - day
        back = i + 1
        if waiting:
            top = waiting[-1]
            back = i - top
            # Behind an equal day the row goes on as far as that day's own.
            if values[top] == value:
                back += reaches[top][0]
        reaches.append([back, 0])
        waiting.append(i)
    return reaches
