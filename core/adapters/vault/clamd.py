"""The virus scanner: a file is sent to clamd, and anything but its clear word refuses the file."""

import socket

from core.domain.errors import DocumentRefusedError

_CHUNK = 64 * 1024
_LONGEST_REPLY = 4096


class ClamdScanner:
    """A clamd at `host:port`, or at the path of its Unix socket.

    Units: `seconds` to connect, and to wait for each reply.
    """

    def __init__(self, address: str, seconds: float = 30.0) -> None:
        self._address = address.removeprefix("unix:").removeprefix("tcp://")
        self._seconds = seconds

    def fault(self, data: bytes) -> str | None:
        """Return the name of what was found, or None.

        Raises: DocumentRefusedError when clamd cannot be asked or does not answer plainly.
        """
        try:
            with self._connected() as line:
                _send(line, data)
                return _verdict(_reply(line))
        except (OSError, ValueError) as fault:
            raise DocumentRefusedError("scanner_unavailable") from fault

    def _connected(self) -> socket.socket:
        if "/" not in self._address:
            host, _, port = self._address.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), self._seconds)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(self._seconds)
        try:
            line.connect(self._address)
        except OSError:
            line.close()
            raise
        return line


def _send(line: socket.socket, data: bytes) -> None:
    line.sendall(b"zINSTREAM\0")
    for start in range(0, len(data), _CHUNK):
        chunk = data[start : start + _CHUNK]
        line.sendall(len(chunk).to_bytes(4) + chunk)
    line.sendall(bytes(4))


def _reply(line: socket.socket) -> str:
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < _LONGEST_REPLY:
        more = line.recv(_LONGEST_REPLY)
        if not more:
            break
        reply += more
    return reply.rstrip(b"\0").decode(errors="replace")


def _verdict(reply: str) -> str | None:
    word = reply.removeprefix("stream: ")
    if word == "OK":
        return None
    if word.endswith(" FOUND"):
        return word.removesuffix(" FOUND")
    raise DocumentRefusedError("scanner_unavailable")
