"""The owner-only socket through which the running portal carries out operations commands.

While the portal runs on DuckDB no other process can open its file, so a command asks the portal instead.
"""

import json
import os
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.domain.errors import ConfigurationError, PortalError

Told = dict[str, Any]
Command = Callable[..., Told]
PATIENCE = 600
"""Seconds a command may take; a backup of a large vault is slow."""
LONGEST_REQUEST = 65536


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    commands: Mapping[str, Command] = {}


class _Conversation(socketserver.StreamRequestHandler):
    """One command asked, one answer given."""

    def handle(self) -> None:
        assert isinstance(self.server, _Server)  # noqa: S101 narrows the type; socketserver knows no generics
        answer = _answer(self.server.commands, self.rfile.readline(LONGEST_REQUEST))
        self.wfile.write(json.dumps(answer, default=str).encode() + b"\n")


def _answer(commands: Mapping[str, Command], line: bytes) -> Told:
    try:
        asked = json.loads(line)
        return {"told": commands[asked["command"]](**asked["options"])}
    except PortalError as refusal:
        return {"code": refusal.code, "values": refusal.values}
    except (ValueError, KeyError, TypeError):
        return {"code": "command_unknown", "values": {}}
    except Exception as fault:  # noqa: BLE001 the portal goes on; whoever asked is told the kind of fault
        return {"code": "command_failed", "values": {"fault": type(fault).__name__}}


class Control:
    """The listening side, inside the portal."""

    def __init__(self, path: Path, commands: Mapping[str, Command]) -> None:
        self._path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # left by a portal that was killed: the store's lock says it is gone
        before = os.umask(0o177)
        try:
            self._server = _Server(str(path), _Conversation)
        finally:
            os.umask(before)
        self._server.commands = commands
        self._thread = threading.Thread(target=self._server.serve_forever, name="portal-control", daemon=True)

    def start(self) -> None:
        """Listen, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and remove the socket."""
        self._server.shutdown()
        self._server.server_close()
        self._path.unlink(missing_ok=True)


def ask(path: Path, command: str, **options: Any) -> Told | None:
    """Let the running portal carry out a command; None when no portal runs here.

    Raises: ConfigurationError with the portal's own code when it refuses.
    """
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(PATIENCE)
    with line:
        try:
            line.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        line.sendall(json.dumps({"command": command, "options": options}, default=str).encode() + b"\n")
        with line.makefile("rb") as answers:
            answer: Told = json.loads(answers.readline())
    if "code" in answer:
        raise ConfigurationError(answer["code"], **answer["values"])
    return answer["told"]
