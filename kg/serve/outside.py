"""What is done to every request and every answer: whose name the request comes under, and what browsers may do with the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from .settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Our own style and script, nothing in-line, nothing from elsewhere, in nobody's frame.
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
# The explorer is one file that names its scripts by their hashes in a policy of its own; this adds what a file cannot say.
EXPLORER_POLICY = "frame-ancestors 'none'"
_HERE = ("localhost", "127.0.0.1", "[::1]")


class Outside:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._open = bool(settings.origins)
        self._names = _names(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._say(MutableHeaders(scope=message))
            await send(message)

        host = re.sub(r":\d+\Z", "", Headers(scope=scope).get("host", "")).lower()
        if self._names and host not in self._names:
            # A page elsewhere may give its own name this machine's address (DNS rebinding); its requests come under that name.
            from starlette.responses import PlainTextResponse

            refused = PlainTextResponse(f"This server does not answer under the name {host}. Start it with --allow-host {host} if it should.\n", 421)
            await refused(scope, receive, sending)
            return
        await self.app(scope, receive, sending)

    def _say(self, headers: MutableHeaders) -> None:
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Referrer-Policy", "no-referrer")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if self._open else "same-origin")
        headers.setdefault("Cache-Control", "no-cache")


def _names(settings: Settings) -> frozenset[str]:
    """The names that requests may come under; empty when the server is meant for all who reach it."""
    if "*" in settings.names or (settings.host in ("0.0.0.0", "::", "") and not settings.names):
        return frozenset()
    public = re.sub(r"^\w+://|[/:].*$", "", settings.public)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return frozenset(name.lower() for name in (*_HERE, host, public, *settings.names) if name)
