"""Letters on their way through real sockets: servers that accept, refuse, stay silent and hang up."""

import re
import ssl
from datetime import date
from email import message_from_bytes
from email.policy import SMTP

import mail_servers as mail
import pytest

from core.adapters.letters.mail import Mailbox, SmtpMailer, subject_line
from core.adapters.operations.content_files import load
from core.bootstrap import ROOT
from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Message
from core.domain.application.content import LANGUAGES
from core.domain.application.display import deadline_text
from core.domain.letters.letters import LETTERS, Written
from core.domain.ports.letters import DoubtfulError, RefusedForGoodError
from tests.services.doubles import portal_of_memory

SENDER, ZOE = "portail@example.ca", "zoe@example.ca"
LETTER = Written(
    subject="Demande reçue / Request received",
    text="Votre demande « é »\n.\n..fin\n\n---\n\nYour request\n",
    html='<!doctype html><html lang="fr"><p>Votre demande</p><p lang="en">Your request</p></html>',
)


def mailer(port, security="none", user="", password="", patience=5.0):
    return SmtpMailer(mail.HOST, port, security, user, password, SENDER, patience)


@pytest.fixture
def certificate(tmp_path):
    return mail.own_certificate(tmp_path)


@pytest.fixture
def tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def trusted(certificate, monkeypatch):
    """Let this process trust the tests' certificate, as an operator would make it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))


@pytest.mark.clause("3.0")
def test_an_accepted_letter_has_both_parts_its_own_message_id_and_the_portals_sender():
    handler = mail.Keeping()
    with mail.serving(handler) as port:
        mailer(port).send("0197-id", ZOE, LETTER)

    (envelope,), (letter,) = handler.envelopes, handler.letters
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [ZOE])
    assert (letter["From"], letter["To"], letter["Subject"]) == (SENDER, ZOE, LETTER.subject)
    assert (letter["Message-ID"], letter["Auto-Submitted"]) == ("<0197-id@example.ca>", "auto-generated")
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    text, html = (part.get_content().replace("\r\n", "\n") for part in letter.iter_parts())
    assert (text, html.strip()) == (LETTER.text, LETTER.html)


def test_the_same_letter_sent_again_keeps_its_message_id():
    handler = mail.Keeping()
    with mail.serving(handler) as port:
        for _ in range(2):
            mailer(port).send("0197-id", ZOE, LETTER)

    assert [letter["Message-ID"] for letter in handler.letters] == ["<0197-id@example.ca>"] * 2


def subjects():
    """Yield every letter's subject, in either order of the languages, its variables as long as they get."""
    longest = {
        "reference": dict.fromkeys(LANGUAGES, "RRA-2345-6789"),
        "last_day": {it: deadline_text(date(2026, 9, 30), it) for it in LANGUAGES},
    }
    for letter in load(ROOT / "data").letters.values():
        told = {
            it: letter.subject.of(it).format_map({name: text[it] for name, text in longest.items()})
            for it in LANGUAGES
        }
        yield f"{told['fr']} / {told['en']}"
        yield f"{told['en']} / {told['fr']}"


def test_every_letters_subject_is_folded_as_mail_allows_and_read_as_it_was_written():
    lines = {subject: subject_line(subject) for subject in subjects()}

    told = {subject: line.decode().removesuffix("\r\n").split("\r\n") for subject, line in lines.items()}
    words = [word for folded in told.values() for row in folded for word in re.findall(r"=\?[^ ]+\?=", row)]
    assert len(lines) == 2 * len(LETTERS)
    assert max(len(row) for folded in told.values() for row in folded) <= 76
    assert max(len(word) for word in words) <= 75
    read = {
        subject: message_from_bytes(line + b"\r\n", policy=SMTP)["Subject"] for subject, line in lines.items()
    }
    assert read == {subject: subject for subject in lines}


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_travels_under_a_certificate_that_is_trusted(security, tls, trusted):
    handler = mail.Keeping()
    options = (
        {"tls_context": tls, "require_starttls": True} if security == "starttls" else {"ssl_context": tls}
    )
    with mail.serving(handler, **options) as port:
        mailer(port, security).send("id", ZOE, LETTER)
        mailer(port, security).check()

    assert len(handler.letters) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_leaves_under_a_certificate_that_nobody_vouches_for(security, tls):
    handler = mail.Keeping()
    options = {"tls_context": tls} if security == "starttls" else {"ssl_context": tls}
    with mail.serving(handler, **options) as port, pytest.raises(ssl.SSLCertVerificationError):
        mailer(port, security).send("id", ZOE, LETTER)

    assert handler.envelopes == []


def test_nothing_leaves_in_the_open_when_the_server_has_no_starttls():
    handler = mail.Keeping()
    with mail.serving(handler) as port, pytest.raises(OSError, match="STARTTLS"):
        mailer(port, "starttls").send("id", ZOE, LETTER)

    assert handler.envelopes == []


@pytest.mark.parametrize(("password", "accepted"), [("right", 1), ("wrong", 0)])
def test_the_portal_signs_in_where_the_server_asks_for_it(password, accepted, tls, trusted):
    handler = mail.Keeping()
    options = {"tls_context": tls, "auth_required": True, "authenticator": mail.knowing("portail", "right")}
    with mail.serving(handler, **options) as port:
        sending = mailer(port, "starttls", "portail", password)
        if accepted:
            sending.send("id", ZOE, LETTER)
        else:
            with pytest.raises(OSError, match="535"):
                sending.send("id", ZOE, LETTER)

    assert len(handler.letters) == accepted


@pytest.mark.parametrize("refusals", [{"rcpt": "550 no such mailbox"}, {"data": "554 not wanted"}], ids=str)
def test_a_refusal_of_the_address_or_the_letter_is_for_good_and_bears_the_servers_words(refusals):
    handler = mail.Keeping(**refusals)
    with mail.serving(handler) as port, pytest.raises(RefusedForGoodError) as refused:
        mailer(port).send("id", ZOE, LETTER)
    assert [str(refused.value)] == list(refusals.values())


@pytest.mark.parametrize("refusals", [{"rcpt": "450 mailbox busy"}, {"data": "451 try later"}], ids=str)
def test_a_refusal_of_the_day_is_an_error_and_not_a_doubt(refusals):
    handler = mail.Keeping(**refusals)
    with mail.serving(handler) as port, pytest.raises(OSError, match=r"busy|try later"):
        mailer(port).send("id", ZOE, LETTER)


def test_a_server_that_is_not_there_is_an_error():
    with pytest.raises(ConnectionRefusedError):
        mailer(mail.free_port()).send("id", ZOE, LETTER)


@pytest.mark.parametrize("until", [b"", b"ehlo", b"mail FROM", b"rcpt TO"])
def test_a_server_that_falls_silent_before_the_letter_is_an_error(until):
    with mail.badly_behaved(until) as (port, lines), pytest.raises(OSError, match="timed out"):
        mailer(port, patience=0.2).send("id", ZOE, LETTER)

    assert not any(line.startswith(b"Subject:") for line in lines)


@pytest.mark.parametrize("behaviour", [mail.badly_behaved, mail.dropping])
@pytest.mark.parametrize("after", [b"Subject:", b".\r\n"], ids=["in the letter", "after the letter"])
def test_silence_once_the_letter_has_begun_is_a_doubt(behaviour, after):
    with behaviour(after) as (port, _), pytest.raises(DoubtfulError):
        mailer(port, patience=0.2).send("id", ZOE, LETTER)


@pytest.mark.parametrize("understands", [True, False])
def test_a_domain_with_accents_is_written_to_in_its_ascii_form_by_every_server(understands):
    handler = mail.Keeping()
    with mail.serving(handler, enable_SMTPUTF8=understands) as port:
        mailer(port).send("id", "zoe@cabinet-légal.example", LETTER)

    assert [address for envelope in handler.envelopes for address in envelope.rcpt_tos] == [
        "zoe@xn--cabinet-lgal-jeb.example"
    ]


@pytest.mark.parametrize(("understands", "accepted"), [(True, ["zoé@xn--exmple-cua.ca"]), (False, [])])
def test_accents_before_the_at_sign_are_written_to_where_the_server_understands_them(understands, accepted):
    handler = mail.Keeping()
    with mail.serving(handler, enable_SMTPUTF8=understands) as port:
        if understands:
            mailer(port).send("id", "zoé@exämple.ca", LETTER)
        else:
            with pytest.raises(OSError, match="SMTPUTF8"):
                mailer(port).send("id", "zoé@exämple.ca", LETTER)

    assert [address for envelope in handler.envelopes for address in envelope.rcpt_tos] == accepted


@pytest.mark.clause("3.0")
def test_the_demonstrations_mailbox_keeps_letters_and_opens_no_connection(tmp_path, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection was opened"))
    box = Mailbox(tmp_path / "mailbox", SENDER)
    empty = box.delivered()

    for id in ("1", "2"):
        box.send(id, ZOE, LETTER)

    assert empty == []
    assert [(it.id, it.sender, it.address, it.letter) for it in box.delivered()] == [
        ("2", SENDER, ZOE, LETTER), ("1", SENDER, ZOE, LETTER),
    ]  # fmt: skip
    assert (tmp_path / "mailbox").stat().st_mode & 0o077 == 0


# --- The outbox over a real server --------------------------------------------------------------------


def outbox(port, **changes):
    """Return a portal that sends through a port, with one letter waiting, in English first."""
    portal = portal_of_memory().with_outside(mailer=mailer(port, patience=0.2))
    letter = Message(
        id=portal.outside.new_id(), account_id=portal.outside.new_id(), application_id=None,
        letter="submitted", told={"reference": "RRA-2222-2222", "submitted_on": "2026-03-02"}, language="en",
        address=ZOE, created_at=portal.clock.now(), **changes,
    )  # fmt: skip
    with portal.store.write() as tx:
        tx.add(letter)
    return portal


def deliver(portal):
    """Deliver, and return how many were accepted, with the letter's state, tries and fault."""
    accepted = portal.correspondence.deliver(PORTAL_ITSELF)
    row = portal.kept(Message)[0]
    return accepted, row.state, row.tries, row.fault


@pytest.mark.clause("3.0")
def test_a_letter_arrives_in_the_language_of_correspondence_first_and_once():
    handler = mail.Keeping()
    with mail.serving(handler) as port:
        portal = outbox(port)
        told = [deliver(portal), deliver(portal)]

    (letter,) = handler.letters
    text, html = (part.get_content() for part in letter.iter_parts())
    assert told == [(1, "sent", 1, ""), (0, "sent", 1, "")]
    assert letter["Subject"] == (
        "We have received your request RRA-2222-2222 / Nous avons reçu votre demande RRA-2222-2222"
    )
    assert 0 < text.index("March 2, 2026") < text.index("2 mars 2026")
    assert html.startswith('<!doctype html><html lang="en">')
    assert html.index('<article lang="en">') < html.index('<article lang="fr">')
    assert [sign for sign in ("http", "<img", "<script", "<a ") if sign in html] == []


def test_a_refused_letter_is_tried_again_after_growing_pauses_until_the_server_is_there():
    port, pauses = mail.free_port(), []
    portal = outbox(port)
    for _ in range(3):
        told = deliver(portal)
        row = portal.kept(Message)[0]
        pauses.append((row.next_try_at - portal.clock.now()).total_seconds() / 60)
        portal.clock.instant = row.next_try_at

    handler = mail.Keeping()
    with mail.serving(handler) as found:
        later = portal.with_outside(mailer=mailer(found))
        accepted = deliver(later)

    assert (told, pauses) == ((0, "queued", 3, "ConnectionRefusedError"), [2, 4, 8])
    assert (accepted, len(handler.letters)) == ((1, "sent", 4, ""), 1)


def test_a_letter_whose_answer_was_lost_is_doubtful_and_nobody_sends_it_again_by_himself():
    with mail.dropping(b".\r\n") as (port, lines):
        portal = outbox(port)
        first = deliver(portal)
    handler = mail.Keeping()
    with mail.serving(handler) as found:
        later = portal.with_outside(mailer=mailer(found))
        later.clock.move(days=30)
        again = deliver(later)

    assert lines[-1] == b".\r\n"
    assert (first[:3], again[:3], handler.letters) == ((0, "doubtful", 1), (0, "doubtful", 1), [])
