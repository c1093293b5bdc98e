"""Starting and stopping: a socket, the workers, uvicorn. Ctrl-C lets running queries end, for a while."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from ..errors import KgError
from .app import make_app
from .pool import Pool
from .settings import Settings


class CannotServe(KgError):
    """The address is taken, or is none."""

    status = 1


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is told the address when the first request can come. KgError when it cannot start."""
    with _listening(settings) as listener:
        asyncio.run(_serve(settings, listener, ready))


async def _serve(settings: Settings, listener: socket.socket, ready: Callable[[str], None]) -> None:
    pool = Pool(settings)
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
        try:
            await pool.start()
            config = uvicorn.Config(
                make_app(settings, pool, Path(folder)), log_config=None, access_log=False, server_header=False, proxy_headers=False, lifespan="off",
                timeout_keep_alive=20, limit_concurrency=1000, backlog=512, timeout_graceful_shutdown=int(settings.grace) + 5, h11_max_incomplete_event_size=256 << 10,
            )  # fmt: skip
            server = _Server(config, pool)
            ready(_address(settings, listener))
            await server.serve(sockets=[listener])
        finally:
            await pool.close()


class _Server(uvicorn.Server):
    """uvicorn, which on the first signal also tells the pool to come to an end, and on the second ends at once."""

    def __init__(self, config: uvicorn.Config, pool: Pool) -> None:
        super().__init__(config)
        self._pool = pool

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        caught = (signal.SIGINT, signal.SIGTERM)
        try:
            for number in caught:
                loop.add_signal_handler(number, self._stop)
        except NotImplementedError:  # Windows
            for number in caught:
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self._stop))
        try:
            yield
        finally:
            with contextlib.suppress(NotImplementedError):
                for number in caught:
                    loop.remove_signal_handler(number)

    def _stop(self) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True
        self._pool.stop()


def _listening(settings: Settings) -> socket.socket:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((settings.host, settings.port), family=family, backlog=512, reuse_port=False)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(f"Port {settings.port} of {settings.host} is in use. Give another with --port, or 0 for any that is free.") from None
        raise CannotServe(f"{settings.host}:{settings.port} cannot be listened on: {error.strerror or error}. Give another --host or --port.") from None
    except OverflowError:
        raise CannotServe(f"{settings.port} is no port. Ports go from 0 to 65535.") from None


def _address(settings: Settings, listener: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}/"
