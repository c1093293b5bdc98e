"""The one writer at a time: each write is a process that opens the store, changes it, makes a new view, and ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path

from .settings import Settings
from .wire import SIZES, Job, Reply, pack_job, sizes, unpack_reply


class Scribe:
    """Writes one after another."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turn = asyncio.Lock()

    async def write(self, job: Job) -> Reply:
        """The writer's reply (kg/serve/writer.py)."""
        async with self._turn:
            path = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "kg.serve.writer", str(self._settings.store),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
            )  # fmt: skip
            try:
                said, _ = await asyncio.wait_for(process.communicate(pack_job(job)), self._settings.graph_seconds)
                head, body = sizes(said[:SIZES])
                return unpack_reply(said[SIZES : SIZES + head], said[SIZES + head : SIZES + head + body])
            except Exception:  # too long, or no whole reply: the store takes a change wholly or not at all
                return Reply(500, "text/plain; charset=utf-8", b"The graph could not be written. What was there before is unchanged.\n")
            finally:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
