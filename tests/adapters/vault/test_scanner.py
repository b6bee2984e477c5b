"""The virus scanner, asked over real sockets."""

import socket
import threading

import pytest

from core.adapters.vault.clamd import ClamdScanner
from core.domain.errors import DocumentRefusedError


def heard_by(line):
    """Read one INSTREAM as clamd does: the command, then chunks until an empty one."""
    stream = line.makefile("rb")
    assert stream.read(10) == b"zINSTREAM\0"
    heard = b""
    while size := int.from_bytes(stream.read(4)):
        heard += stream.read(size)
    return heard


class Clamd:
    """A clamd that answers one connection as it was told."""

    def __init__(self, listening, answer):
        self.heard = None
        self._listening, self._answer = listening, answer
        listening.listen(1)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        line, _ = self._listening.accept()
        with line:
            self.heard = heard_by(line)
            for part in self._answer:
                line.sendall(part)

    def close(self):
        self._thread.join(5)
        self._listening.close()


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, tmp_path):
    started = []

    def start(*answer):
        listening = socket.socket(socket.AF_INET if request.param == "tcp" else socket.AF_UNIX)
        listening.bind(("127.0.0.1", 0) if request.param == "tcp" else str(tmp_path / "clamd"))
        started.append(Clamd(listening, answer))
        name = listening.getsockname()
        return started[0], ClamdScanner(f"127.0.0.1:{name[1]}" if request.param == "tcp" else name, 5)

    yield start
    for server in started:
        server.close()


@pytest.mark.parametrize("size", [1, 65_536, 200_001])
def test_a_clean_file_is_sent_whole_and_has_no_fault(clamd, size):
    server, scanner = clamd(b"stream: OK\0")
    data = bytes(range(256)) * (size // 256 + 1)

    fault = scanner.fault(data[:size])

    server.close()
    assert (fault, server.heard) == (None, data[:size])


def test_a_virus_is_named(clamd):
    _, scanner = clamd(b"stream: Win.Test.", b"EICAR_HDB-1 FOUND\0")

    assert scanner.fault(b"EICAR") == "Win.Test.EICAR_HDB-1"


@pytest.mark.parametrize(
    "answer",
    [
        (),
        (b"",),
        (b"INSTREAM size limit exceeded. ERROR\0",),
        (b"stream: \0",),
        (b"stream: NOT OK\0",),
        (b"stream: OK and more\0",),
        (b"\xff" * 5000,),
    ],
)
def test_anything_but_a_plain_answer_refuses_the_file(clamd, answer):
    _, scanner = clamd(*answer)

    with pytest.raises(DocumentRefusedError, match="scanner_unavailable"):
        scanner.fault(b"data")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd", "unix:/nowhere/clamd", "nonsense", ""])
def test_a_scanner_that_cannot_be_reached_refuses_the_file(address):
    with pytest.raises(DocumentRefusedError, match="scanner_unavailable"):
        ClamdScanner(address, 1).fault(b"data")


def test_a_scanner_that_says_nothing_is_not_waited_for_without_end():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        scanner = ClamdScanner(f"127.0.0.1:{silent.getsockname()[1]}", 0.2)

        with pytest.raises(DocumentRefusedError, match="scanner_unavailable"):
            scanner.fault(b"data")
