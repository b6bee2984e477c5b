"""Scenarios: each a fresh request of somebody freshly invented, brought to its place by the services."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from core.demonstration.stage.guests import Guest
from core.demonstration.stage.road import Road
from core.domain.accounts.identity import Actor
from core.domain.application.application import Application, DocumentKind, Outcome
from core.domain.application.outcome_draft import Draft, WantedDocument
from core.domain.deadlines import DAYS_TO_SUBMIT
from core.domain.decisions.office_practice import USUAL_PRACTICE
from core.services.application.enrolment import Enrolment
from core.services.decisions.casework import Casework
from core.services.decisions.notices import Notices
from core.services.decisions.reconsideration import Reconsiderations

DAYS_LEFT, ANSWERED = 2, 12
CARD = {"second_id": {"second_id_kind": "credit_card", "second_id_shows": ["signature"]}}
WANTED = (
    WantedDocument(DocumentKind.FIRST_ID, True, "", "La photo est floue. / The photo is blurred."),
    WantedDocument(DocumentKind.ADDITIONAL, False, "Preuve de nom / Proof of name", "Le nom a changé."),
)
LOOK_AGAIN = "Mon numéro a changé cette année. / My number changed this year."


class Walk(NamedTuple):
    """Somebody invented on their road."""

    road: Road
    actor: Actor
    guest: Guest

    def printed(self) -> Application:
        """Answer everything and print."""
        application = self.road.answer(self.actor, self.guest)
        self.road.print_form(self.actor, application, self.guest)
        return application

    def sent(self) -> Application:
        """Print, give every paper, and send."""
        application = self.printed()
        self.road.give_papers(self.actor, application)
        self.road.submit(self.actor, application)
        return application


@dataclass(frozen=True)
class Scene:
    """A scenario: how it comes about, which form its specimen is, and at which step one looks at it."""

    play: Callable[[Walk], object]
    step: str = "documents"
    specimen: str = "whole"
    answers: Callable[[Guest], Guest] = lambda guest: guest
    days_ago: int = 0


def _pays_by_card(guest: Guest) -> Guest:
    return guest.saying(**CARD)


def _mistaken(guest: Guest) -> Guest:
    """Return the guest with a number of the right form that nobody of the register bears."""
    return guest.saying(membership_number={"membership_number": f"{guest.listed.number[:-3]}999"})


def _changes(walk: Walk) -> None:
    application = walk.printed()
    walk.road.give_papers(walk.actor, application)
    other = {"telephone": "613 555-0187"}
    Enrolment(walk.road.outside).answer(walk.actor, application.id, "telephone", other)
    walk.road.print_form(walk.actor, application, walk.guest)


def _asked(walk: Walk) -> None:
    walk.road.decide(walk.sent(), Draft(Outcome.DOCUMENTS_REQUIRED, wanted=WANTED))


def _noticed(walk: Walk) -> None:
    """Let an officer give a notice, also where the office gives none by itself."""
    application, outside = walk.sent(), walk.road.outside
    days = outside.practice.notice_days or USUAL_PRACTICE.notice_days
    office = replace(outside, practice=replace(outside.practice, notice_days=days))
    officer = walk.road.officer()
    stage = Casework(office).open_case(officer, application.id).seen.stage
    draft = Draft(Outcome.REFUSED, reasons=(("second_id_not_valid", ""),))
    walk.road.look_through(application)
    Notices(office).give(officer, application.id, stage, draft)


def _asks_again(walk: Walk) -> None:
    application = walk.sent()
    walk.road.decide(application, Draft(Outcome.REFUSED, reasons=(("wrong_member_number", ""),)))
    Reconsiderations(walk.road.outside).ask(walk.actor, application.id, LOOK_AGAIN)


SCENES: Mapping[str, Scene] = {
    "in_order": Scene(Walk.printed),
    "unsigned": Scene(Walk.printed, specimen="unsigned"),
    "not_attested": Scene(Walk.printed, specimen="not_attested"),
    "payment_card": Scene(Walk.printed, answers=_pays_by_card),
    "wrong_number": Scene(Walk.printed, answers=_mistaken),
    "changed_answers": Scene(_changes),
    "documents_asked": Scene(_asked, step="home"),
    "notice": Scene(_noticed, step="notice", answers=_pays_by_card),
    "reconsideration": Scene(_asks_again, step="home", answers=_mistaken),
    "last_days": Scene(
        lambda walk: walk.road.answer(walk.actor, walk.guest, ANSWERED),
        step="home",
        days_ago=DAYS_TO_SUBMIT - DAYS_LEFT,
    ),
}


def play(road: Road, scene: Scene, code: str, user_code: str, guest: Guest) -> Actor:
    """Bring somebody invented to the place of a scenario; its code stands in the audit of the credential."""
    then = road.at(road.outside.now() - timedelta(days=scene.days_ago)) if scene.days_ago else road
    answering = scene.answers(guest)
    actor = then.arrive(user_code, answering, scene=code)
    scene.play(Walk(then, actor, answering))
    return actor
