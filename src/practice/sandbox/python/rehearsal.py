import asyncio
import heapq
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Row:
    key: str
    values: list = field(default_factory=list)


async def later(value):
    await asyncio.sleep(0)
    return value


def count(n):
    for i in range(n):
        yield i


async def answer():
    groups = defaultdict(list)
    for i in count(100):
        groups[f'{i % 7}'].append(i * 2.5)
    heap = []
    for key, values in sorted(groups.items(), reverse=True):
        heapq.heappush(heap, (sum(values) // 3, key))
    try:
        [][1]
    except IndexError as error:
        print(f'{error!r:>20}', {1, 2}, [*map(str, heap)], 10**20, sep=', ')
    rows = [Row(key, [await later(value) for value in values]) for key, values in groups.items()]
    return {'rows': rows, 'heap': heap, 'set': {1, (2, 3)}, 'text': 'a,b'.split(','), 'big': 2**70, 'nothing': None}
