"""Mail servers on loopback: a real one that keeps what it accepts, and ones that behave badly."""

import socket
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "127.0.0.1"


class Keeping:
    """Keeps accepted letters; `refusals` maps a command to what the server answers instead."""

    def __init__(self, **refusals):
        self.envelopes, self.refusals = [], refusals

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "rcpt" in self.refusals:
            return self.refusals["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if "data" in self.refusals:
            return self.refusals["data"]
        self.envelopes.append(envelope)
        return "250 OK"

    @property
    def letters(self):
        return [message_from_bytes(envelope.content, policy=default) for envelope in self.envelopes]


@contextmanager
def serving(handler, **options):
    """Serve a handler on a free port, and give the port."""
    controller = Controller(handler, hostname=HOST, port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port():
    with socket.socket() as free:
        free.bind((HOST, 0))
        return free.getsockname()[1]


def knowing(user, password):
    """Return an authenticator that lets one user in."""

    def known(server, session, envelope, mechanism, told):
        right = (told.login, told.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return known


@contextmanager
def badly_behaved(until):
    """Serve a server that answers each line until it has seen `until`, then says nothing more.

    Shapes: empty means that not even a greeting comes. Gives the port and the lines seen.
    """
    server, lines, stop = socket.create_server((HOST, 0)), [], threading.Event()

    def converse():
        connection, _ = server.accept()
        with connection:
            _answer(connection, until, lines)
            stop.wait(20)

    thread = threading.Thread(target=converse, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1], lines
    finally:
        stop.set()
        server.close()
        thread.join()


@contextmanager
def dropping(after):
    """Serve a server that closes the connection once it has seen `after`."""
    server, lines = socket.create_server((HOST, 0)), []

    def converse():
        connection, _ = server.accept()
        with connection:
            _answer(connection, after, lines)

    thread = threading.Thread(target=converse, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1], lines
    finally:
        server.close()
        thread.join()


def _answer(connection, until, lines):
    if not until:
        return
    connection.sendall(b"220 here\r\n")
    with connection.makefile("rb") as read:
        for line in read:
            lines.append(line)
            if line.startswith(until):
                return
            if line.upper().startswith(b"DATA"):
                connection.sendall(b"354 go on\r\n")
            elif b"DATA\r\n" not in (it.upper() for it in lines):
                connection.sendall(b"250 OK\r\n")


def own_certificate(folder):
    """Make a certificate for loopback, and return the files of certificate and key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail of the tests")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "mail.pem", folder / "mail.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    return certificate, secret
