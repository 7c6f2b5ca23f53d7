"""
The event loop of a program's coroutines. Nothing outside the program can wake it, so it waits in place, and knows when
nothing is left that could ever go on.
"""

import asyncio
import time


class Unsettled(BaseException):
    """All that could go on waits for something else."""


class _Selector:
    def select(self, timeout):
        if timeout is None:
            raise Unsettled
        if timeout > 0:
            time.sleep(timeout)
        return ()


class Loop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = _Selector()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = Loop


def install():
    """From now on `asyncio` means this loop."""
    asyncio._set_running_loop(None)
    asyncio.events._set_event_loop_policy(Policy())


async def settle(awaitable):
    return await awaitable
