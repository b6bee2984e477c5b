"""The portal killed while people answer and submit: what their screens had said, and what was kept.

In each round a portal is served, somebody answers without pause, somebody else presses 'Soumettre', and a
moment later the process is killed with signal 9.
"""

import random
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from live import serve
from visitor import Visitor, cookie_line
from websockets.exceptions import ConnectionClosed

from core.adapters.accounts.fernet_sealer import FernetSealer
from core.adapters.operations.outside import Outside
from core.adapters.operations.system import SystemClock, new_id, new_secret
from core.adapters.registers.likeness import alike
from core.adapters.rules.evaluation import SqlEvaluator
from core.adapters.rules.replay import SqlReplay
from core.adapters.statistics.figures import SqlFigures
from core.adapters.store.store import SqlStore
from core.domain.accounts.identity import Credential
from core.domain.application.application import Answer, Application, Event, Message, Submission
from core.domain.audit import verify
from core.domain.ports.partners import Proven
from core.services.rules.editions import ensure_first
from core.settings import Settings
from tests.office_days import OFFICE_DAYS
from tests.services import steps
from tests.services.doubles import (
    PlantedReader,
    QuickPaper,
    RecordingMailer,
    TrustingVault,
    fast_hasher,
    library,
    portal_over,
    rule_book,
)

ANSWERED = "Quels sont vos prénoms?"
SENT = "Votre demande a été transmise"
FIRST_NAMES = 3
LONGEST_WAIT = 8.0
"""From 'Soumettre' to the kill, at most, in units of what an answer takes here and now."""


@dataclass
class Person:
    """Somebody signed in, and their request."""

    token: str
    request: Application

    def visit(self, live, screen, **query):
        cookies = cookie_line(self.token)
        return Visitor(live.address, cookies).open(screen, request=self.request.reference, **query)


@dataclass
class Round:
    """What the screens had said when the process was killed, and what the store kept.

    Shapes: names are numbered; `pieces` says of each piece of a submission whether it is there.
    """

    said_name: int
    said_sent: bool
    kept_name: int
    pieces: dict[str, bool]
    broken_chains: list[str]
    shown_name: int | None = None
    shown_sent: bool | None = None


def crash(data, rounds, chance=None):
    """Return what each round left, looked at in the store and on the screens of the next portal."""
    answering, sending = people(data, rounds)
    chance, done = chance or random.Random(5661), []
    for person in sending:
        live = serve(data)
        try:
            _look_again(live, answering, sending, done)
            said_name, said_sent = _until_killed(live, answering, person, chance.random())
        finally:
            live.kill()
        done.append(Round(said_name, said_sent, *_kept(data, answering, person)))
    return done


def people(data, count):
    """Return somebody who answers, and as many whose request only waits to be submitted."""
    settings = Settings(data=data)
    store = SqlStore(settings.database)
    store.migrate()
    portal = portal_over(
        Outside(
            store=store, vault=TrustingVault(settings.files), clock=SystemClock(), hasher=fast_hasher(),
            paper=QuickPaper(), reader=PlantedReader(), mailer=RecordingMailer(), library=library(),
            zone=ZoneInfo("America/Toronto"),
            new_id=new_id, new_secret=new_secret, sealer=FernetSealer("tests"), alike=alike,
            register_days=60, evaluator=SqlEvaluator(store, rule_book().codes), rule_book=rule_book(),
            replay=SqlReplay(store, rule_book().codes),
            working_days=OFFICE_DAYS,
            figures=SqlFigures(store),
        )
    )  # fmt: skip
    ensure_first(portal.outside)
    answering = _person(portal, "answering", steps.opened)
    sending = [_person(portal, f"sending-{number}", steps.ready) for number in range(count)]
    store.close()
    return answering, sending


def _person(portal, subject, brought):
    proven = Proven(issuer="https://partner.example", subject=subject)
    token = portal.credentials.sign_in_by_partner(proven)
    return Person(token, brought(portal, steps.with_account(portal, token)))


def _until_killed(live, answering, person, share):
    """Let one answer and the other submit until the end; return what each was told last."""
    names, sent = [], []
    tab = person.visit(live, "documents")
    answers = threading.Thread(
        target=_answer_on, args=(answering.visit(live, "question", q="family_name"), names)
    )
    answers.start()
    start = time.perf_counter()
    while len(names) < FIRST_NAMES and answers.is_alive():
        time.sleep(0.005)
    pace = (time.perf_counter() - start) / FIRST_NAMES
    sends = threading.Thread(target=_send, args=(tab, sent))
    sends.start()
    time.sleep(share * pace * LONGEST_WAIT)
    live.kill()
    answers.join()
    sends.join()
    return (names or [0])[-1], bool(sent)


def _answer_on(tab, names):
    number = int(tab.widgets["part_family_name"].default.removeprefix("Nom ") or 0)
    with suppress(ConnectionClosed, OSError):
        while True:
            number += 1
            tab.press("next", part_family_name=f"Nom {number}")
            assert (tab.headings, tab.said) == ([ANSWERED], [])
            names.append(number)
            tab.press("back")


def _send(tab, sent):
    with suppress(ConnectionClosed, OSError):
        tab.press("submit")
        sent.append(tab.headings[0] == SENT)


def _kept(data, answering, person):
    store = SqlStore(Settings(data=data).database)
    with store.read() as tx:
        name = tx.find(Answer, application_id=answering.request.id, question="family_name")[-1].value
        pieces = _pieces(tx, person.request.id)
        subjects = [*tx.find(Application), *tx.find(Credential)]
        broken = [type(it).__name__ for it in subjects if not _is_whole(tx, it)]
    store.close()
    return int(name["family_name"].removeprefix("Nom ")), pieces, broken


def _pieces(tx, id):
    return {
        "state": tx.get(Application, id).state == "submitted",
        "date": tx.get(Application, id).submitted_at is not None,
        "submission": len(tx.find(Submission, application_id=id)) == 1,
        "event": len(tx.find(Event, subject_id=id, name="application.submitted")) == 1,
        "message": len(tx.find(Message, application_id=id, letter="submitted")) == 1,
    }


def _is_whole(tx, subject):
    return verify(tx.find(Event, subject_id=subject.id, order="number"), subject.chain) is None


def _look_again(live, answering, sending, done):
    """Look at what the last round left through the portal that came after it."""
    if not done:
        return
    tab = answering.visit(live, "question", q="family_name")
    done[-1].shown_name = int(tab.widgets["part_family_name"].default.removeprefix("Nom "))
    done[-1].shown_sent = SENT in sending[len(done) - 1].visit(live, "confirmation").headings
