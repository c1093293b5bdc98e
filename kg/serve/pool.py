"""The workers: a few processes that each open the store, answer one job at a time, and are killed and replaced when one takes too long.

An aggregate in Oxigraph cannot be stopped from within its process, so it runs in a process that can be. When the store has a new view
(kg/store.py), new workers open that and the old ones end after their work.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections import deque
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from ..errors import KgError
from .settings import Settings
from .wire import SIZES, Job, Reply, pack_job, sizes, unpack_reply

_START = 600.0  # seconds in which a worker has to open the store: the first one may have to make its union (kg/union.py)
_WATCH = 1.0  # seconds between looks at whether the store has a new view


class Unavailable(Exception):
    """No worker is to be had now: all are busy, or the server is stopping. `after` is when to try again, in seconds."""

    def __init__(self, why: str, after: int) -> None:
        super().__init__(why)
        self.after = after


class TooLong(Exception):
    """The job took longer than it may, and was ended."""


class Died(Exception):
    """The worker ended in the middle of the job: most often for want of memory."""


class Worker:
    """One process, and the view that it has open."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.view = ""
        self.retired = False

    @classmethod
    async def start(cls, settings: Settings) -> Worker:
        """A worker that is ready. KgError when it cannot open the store."""
        here = str(Path(__file__).parents[2])
        path = os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "kg.serve.worker", str(settings.store), str(settings.memory),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        worker = cls(process)
        try:
            ready = await asyncio.wait_for(worker._reply(), _START)
        except (TimeoutError, Died):
            await worker.kill()
            raise KgError("A worker of the endpoint could not start; its own words, if any, stand above.") from None
        except BaseException:
            await worker.kill()
            raise
        if ready.status != 200:
            await worker.kill()
            raise KgError(ready.body.decode())
        worker.view = ready.headers["view"]
        return worker

    async def ask(self, job: Job) -> Reply:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(pack_job(job))
            await self.process.stdin.drain()
        except ConnectionError:
            raise Died from None
        return await self._reply()

    async def _reply(self) -> Reply:
        stream = self.process.stdout
        assert stream is not None
        try:
            head, body = sizes(await stream.readexactly(SIZES))
            return unpack_reply(await stream.readexactly(head), await stream.readexactly(body))
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Died from None

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        if self.process.stdin is not None:
            self.process.stdin.close()
        await self.process.wait()


class Pool:
    """`start` it, `run` jobs, `close` it. All in one event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.view = ""
        self._all: set[Worker] = set()
        self._idle: deque[Worker] = deque()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._renewing = asyncio.Lock()

    async def start(self) -> None:
        """Open the store. KgError when it cannot be opened."""
        first = await Worker.start(self.settings)  # alone, since it may make what the others then share
        self.view = first.view
        self._give(first)
        for worker in await asyncio.gather(*(Worker.start(self.settings) for _ in range(self.settings.workers - 1))):
            self._give(worker)
        self._later(self._watch())

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    async def run(self, job: Job, seconds: float) -> Reply:
        """The reply to a job. Raises Unavailable, TooLong or Died. When this is cancelled the worker is killed."""
        worker = await self._take()
        cut = asyncio.ensure_future(self._stopping.wait())
        work = asyncio.ensure_future(worker.ask(job))
        try:
            await asyncio.wait({work, cut}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if self.stopping:
                await asyncio.wait({work}, timeout=self.settings.grace)
            if work.done():
                reply = work.result()
                self._give(worker)
                return reply
        except BaseException:
            self._replace(worker)
            raise
        finally:
            cut.cancel()
            work.cancel()
        self._replace(worker)
        if self.stopping:
            raise Unavailable("The server is stopping; the query was cut off.", 5)
        raise TooLong

    async def _take(self) -> Worker:
        if self.stopping:
            raise Unavailable("The server is stopping.", 5)
        if self._idle:
            return self._idle.popleft()
        if len(self._waiting) >= self.settings.waiting:
            raise Unavailable("All workers are busy, and as many queries wait as may. Try again in a moment.", 1)
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await asyncio.wait({place}, timeout=self.settings.patience)
        except asyncio.CancelledError:
            if place.done() and place.exception() is None:
                self._give(place.result())  # it came in the very moment in which the client went
            place.cancel()
            raise
        finally:
            with contextlib.suppress(ValueError):
                self._waiting.remove(place)
        if place.done():
            return place.result()
        place.cancel()
        raise Unavailable("All workers are busy. Try again in a moment.", 2)

    def _give(self, worker: Worker) -> None:
        """The worker is free: to the next who waits."""
        self._all.add(worker)
        if worker.retired:
            self._later(self._end(worker))
            return
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(worker)
                return
        self._idle.append(worker)

    def _replace(self, worker: Worker) -> None:
        self._later(self._end(worker))
        if not self.stopping and not worker.retired:
            self._later(self._add())

    async def _end(self, worker: Worker) -> None:
        self._all.discard(worker)
        await worker.kill()

    async def _add(self) -> None:
        """A new worker; tried again while the store cannot be opened."""
        while not self.stopping:
            try:
                worker = await Worker.start(self.settings)
            except (KgError, OSError):
                await asyncio.sleep(1)
                continue
            if worker.view >= self.view:
                self._give(worker)
                return
            await worker.kill()  # while it opened its view a newer one came

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self) -> None:
        while not self.stopping:
            await asyncio.sleep(_WATCH)
            with contextlib.suppress(KgError, OSError):
                await self.renew()

    async def renew(self) -> None:
        """When the store has a new view, put workers that have it open in the place of those that have the old one."""
        async with self._renewing:
            now = (self.settings.store / "views" / "current").read_text(encoding="utf-8").strip()
            if now == self.view or self.stopping:
                return
            first = await Worker.start(self.settings)
            self.view = first.view
            old = [worker for worker in self._all if worker.view != first.view]
            for number, worker in enumerate(old):
                worker.retired = True
                if worker in self._idle:
                    self._idle.remove(worker)
                    self._later(self._end(worker))
                if number:
                    self._later(self._add())
            self._give(first)

    def stop(self) -> None:
        """Take no more jobs; those that run have the time of grace."""
        self._stopping.set()
        for place in self._waiting:
            if not place.done():
                place.set_exception(Unavailable("The server is stopping.", 5))

    async def close(self) -> None:
        """End everything, at once."""
        self.stop()
        await asyncio.gather(*(worker.kill() for worker in list(self._all)))
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
