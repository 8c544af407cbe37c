"""Serves one folder to this machine only, until the person stops it."""

from __future__ import annotations

import functools
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from amparo.commands.answers import BadUse

LOOPBACK = "127.0.0.1"


class FolderHandler(SimpleHTTPRequestHandler):
    """Files of the folder, never a listing, and only to who asks for this machine by name."""

    def send_head(self) -> Any:
        """Refuse what was asked of another name: a page elsewhere must not read this one through the browser."""
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if host not in (LOOPBACK, "localhost"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> None:
        """No listing."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def server_of(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of that folder on the loopback address; port 0 takes any free one."""
    handler = functools.partial(FolderHandler, directory=str(folder))
    try:
        return ThreadingHTTPServer((LOOPBACK, port), handler)
    except OSError as error:
        raise BadUse(
            f"port {port}: cannot be served on ({error.strerror}); expected a free one; "
            "name another with --port, or leave serving out with --no-serve"
        ) from error
