"""Retention: personal data go once they have been kept long enough; figures and the audit's chain stay."""

from dataclasses import replace
from uuid import uuid4

import pytest

from core.adapters.store.tables import TABLES
from core.domain.accounts.identity import PORTAL_ITSELF, Account, Role
from core.domain.accounts.pin import Pin
from core.domain.application.application import (
    Answer,
    Application,
    Decision,
    Document,
    DocumentRemoval,
    Event,
    EventValues,
    Message,
    Outcome,
    Print,
    State,
    Submission,
)
from core.domain.application.outcome_draft import Draft
from core.domain.application.proceedings import (
    Countersignature,
    DraftDecision,
    Notice,
    NoticeAnswer,
    Reconsideration,
    UndoneDecision,
)
from core.domain.application.question_wording import HelpOpened
from core.domain.decisions.office_practice import Practice
from core.domain.decisions.retention import Erasure
from core.domain.desk.claim import LostClaim
from core.domain.desk.traits import Trait
from core.domain.errors import NotFoundError
from core.domain.rules.early_findings import RuleTold
from core.domain.rules.facts import Facts
from core.domain.rules.rules import Judgement
from core.domain.statistics.filters import BarFilter, Filter
from core.domain.statistics.ledger import OutcomeEntry, StepEntry
from core.domain.statistics.periods import latest
from core.services.operations.retention import ERASED, STRIPPED, Due, ErasureCount
from tests.services import steps
from tests.services.doubles import TrustingVault
from tests.services.refusals import refusal_of

OFFICE = Practice(first_decisions=1, percent=0)
SAID = (
    "Zoé", "Ñuñez", "nunez", "R900012", "zoe@example.ca", "Cabinet", "Le visage", "Voici mon permis",
    "Relisez bien", "Regardez mon permis", "La photo est floue", "Preuve de nom", "Camille est absente",
)  # fmt: skip
"""What people wrote, all over one request's road."""
MENDABLE = Draft(Outcome.REFUSED, reasons=(("identity_not_established", "Le visage diffère."),))
KEPT_WHOLE = (Facts, Judgement, RuleTold, HelpOpened, UndoneDecision, Erasure, OutcomeEntry, StepEntry)
"""Records about a request that hold nothing personal."""


def with_own_files(portal):
    """Return a portal whose files are its own: what is erased here, other tests still read."""
    shared, own = portal.outside.vault, TrustingVault(f"memory://{uuid4()}")
    for key in [*shared.keys()]:
        own.put_back(key, shared.read(key))
    return portal.with_outside(vault=own)


def retained(portal):
    return portal.retention.erase(PORTAL_ITSELF)


def due(portal):
    return portal.retention.due(PORTAL_ITSELF)


def decide(portal, actor, application, draft):
    stage = portal.casework.case(actor, application.id).seen.stage
    return portal.casework.decide(actor, application.id, stage, draft)


@pytest.fixture
def travelled(sent):
    """A request that has seen everything there is and was refused at its end."""
    portal, owner, application, officer = with_own_files(sent[0]), *sent[1:]
    second, third = (steps.worker(portal, user_code=code) for code in ("deuxieme", "troisieme"))
    steps.decide(portal, officer, application, Outcome.DOCUMENTS_REQUIRED)
    steps.give_what_is_asked(portal, owner, application)
    portal.enrolment.submit(owner, application.id)
    portal = portal.with_outside(practice=OFFICE)
    portal.claims.take(officer, application.id)
    portal.claims.take_over(second, application.id, "Camille est absente.")
    stage = portal.casework.case(officer, application.id).seen.stage
    portal.notices.give(officer, application.id, stage, MENDABLE)
    portal.notices.answer(owner, application.id, "Voici mon permis.")
    draft = decide(portal, officer, application, MENDABLE)
    portal.countersignatures.object(second, application.id, draft.id, "Relisez bien.")
    draft = decide(portal, officer, application, MENDABLE)
    portal.countersignatures.agree(second, application.id, draft.id)
    portal.reconsiderations.ask(owner, application.id, "Regardez mon permis.")
    decide(portal, third, application, MENDABLE)
    portal.clock.move(minutes=3)
    portal.correspondence.deliver(PORTAL_ITSELF)
    return portal, owner, application


def test_nothing_is_erased_before_its_time_and_the_day_counts_from_the_last_use(travelled):
    portal, _, application = travelled
    officer = steps.worker(portal, user_code="curieuse")
    portal.clock.move(days=700)
    portal.casework.open_case(officer, application.id)
    portal.clock.move(days=730)
    before = portal.everything()

    assert (due(portal), retained(portal)) == ([], ErasureCount(0, 0))
    assert portal.everything() == before
    portal.clock.move(days=1)
    (told,) = due(portal)
    assert (told.reference, told.state) == (application.reference, State.REFUSED)


def test_a_dry_run_changes_nothing(travelled):
    portal, *_ = travelled
    portal.clock.move(days=731)
    before = portal.everything()

    assert [type(it) for it in due(portal)] == [Due]
    assert portal.everything() == before


@pytest.fixture
def erased(travelled):
    """The same request long afterwards, its personal data gone; and what was kept before."""
    portal, owner, application = travelled
    portal.clock.move(days=731)
    before = portal.everything()
    keys = [row.vault_key for kind in (Document, Print) for row in portal.kept(kind)]
    assert [word for word in SAID if word not in repr(before)] == []
    assert retained(portal) == ErasureCount(1, len(keys))
    return portal, owner, application, before, keys


def test_every_figure_of_the_past_stays_the_same_when_people_are_erased(travelled):
    portal, *_ = travelled
    questions = [it.id for it in portal.outside.library.questionnaire.questions]
    wanted = Filter(latest(portal.outside.today(), 6))
    portal.clock.move(days=731)
    asked = (wanted, portal.outside.today(), questions, ())
    before = (
        portal.outside.figures.count(*asked),
        portal.outside.figures.behind(wanted, BarFilter("refused"), asked[1], 9),
    )

    assert retained(portal).requests == 1

    assert (
        portal.outside.figures.count(*asked),
        portal.outside.figures.behind(wanted, BarFilter("refused"), asked[1], 9),
    ) == before
    assert before[0].decided != ()
    assert before[1][0] == 1


def test_nothing_that_people_wrote_stands_anywhere_about_it(erased):
    portal, _, application, _, _ = erased

    told = {
        kind: [row for row in portal.kept(kind) if about(row, application.id)]
        for kind in TABLES
    }  # fmt: skip

    assert [word for word in SAID if word in repr(told)] == []
    for kind in (Answer, Print, Document, DocumentRemoval, Message, Pin, Trait, LostClaim, EventValues):
        assert told[kind] == []
    kept = portal.kept(Application)[0]
    assert (kept.name, kept.name_key, kept.membership_number, kept.search_key) == ("", "", "", "")
    assert kept.erased_at == portal.clock.instant


def about(row, id):
    return id in (row.id, getattr(row, "application_id", None), getattr(row, "subject_id", None))


def test_what_statistics_need_stays(erased):
    portal, _, application, before, _ = erased
    was, now = before["Application"][0], portal.kept(Application)[0]

    same = (
        "regulator", "province", "language", "proposed", "opened_on", "submitted_at", "decided_at", "state",
        "round", "clock_since", "clock_stopped_on", "clock_age", "reference",
    )  # fmt: skip
    assert {it: getattr(now, it) for it in same} == {it: getattr(was, it) for it in same}
    assert (portal.kept(Facts), portal.kept(Judgement)) == (before["Facts"], before["Judgement"])
    for was, now in zip(before["Decision"], portal.kept(Decision), strict=True):
        stripped = [{**row, "text": ""} for row in was.reasons]
        assert now == was.model_copy(update={"reasons": stripped, "without_notice": ""})
    assert [it.reconsidered for it in portal.kept(Decision)] == ["", "", "upheld"]
    for kind in (Notice, NoticeAnswer, DraftDecision, Countersignature, Reconsideration, Submission):
        assert [it.id for it in portal.kept(kind)] == [it.id for it in before[kind.__name__]]
    assert portal.kept(Event, subject_id=application.id)[:-1] == [
        it for it in before["Event"] if it.subject_id == application.id
    ]


def test_the_audits_chain_still_verifies_and_tells_of_the_erasure(erased):
    portal, _, application, _, _ = erased

    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []
    last = portal.kept(Event, subject_id=application.id, order="number")[-1]
    assert (last.name, last.role) == ("application.erased", Role.PORTAL)


def test_the_files_are_gone(erased):
    portal, _, _, _, keys = erased

    assert len(keys) > 5
    for key in keys:
        assert isinstance(refusal_of(lambda key=key: portal.outside.vault.read(key)), NotFoundError)


def test_doing_it_again_changes_nothing(erased):
    portal, *_ = erased
    portal.clock.move(days=800)
    before = portal.everything()

    assert (due(portal), retained(portal)) == ([], ErasureCount(0, 0))
    assert portal.everything() == before


def test_screens_still_open_what_is_left(erased):
    portal, owner, application, *_ = erased
    officer = steps.worker(portal, user_code="curieuse")

    seen = portal.enrolment.look(owner, application.id)
    case = portal.casework.open_case(officer, application.id)

    assert (seen.answers, seen.given, seen.next_step) == ({}, (), "confirmation")
    assert case.seen.application.erased_at == portal.clock.instant
    assert portal.correspondence.messages(owner, "fr") == []


def test_files_that_were_left_when_it_was_cut_off_go_with_the_next_run(travelled):
    portal, *_ = travelled
    portal.clock.move(days=731)
    vault = portal.outside.vault

    class Broken:
        def erase(self, key):
            raise OSError("cut off")

    with pytest.raises(OSError, match="cut off"):
        retained(portal.with_outside(vault=Broken()))
    keys = portal.kept(Erasure)[0].vault_keys
    assert len(vault.read(keys[0])) > 0

    assert retained(portal) == ErasureCount(0, len(keys))
    assert portal.kept(Erasure)[0].vault_keys == ()
    assert all(isinstance(refusal_of(lambda it=it: vault.read(it)), NotFoundError) for it in keys)


def test_an_enrolled_representatives_running_account_is_not_touched(enrolled):
    portal, owner, application, _ = enrolled
    portal.clock.move(days=4000)
    before = portal.everything()

    assert (due(portal), retained(portal)) == ([], ErasureCount(0, 0))
    assert portal.everything() == before
    assert portal.accounts.attested(owner, "fr").reference == application.reference


def test_once_that_account_is_closed_it_is(enrolled):
    portal, owner = with_own_files(enrolled[0]), enrolled[1]
    with portal.store.write() as tx:
        account = tx.get(Account, owner.account_id)
        tx.replace(account.model_copy(update={"closed_at": portal.clock.instant}))
    portal.clock.move(days=731)

    assert retained(portal).requests == 1


@pytest.mark.clause("2.17")
def test_what_expired_is_over_too_and_what_is_open_or_with_the_office_is_not(almost):
    portal, owner, application = with_own_files(almost[0]), *almost[1:]
    other = steps.submitted(portal, steps.applicant_by_partner(portal))
    portal.clock.move(days=31)
    portal.oversight.expire(PORTAL_ITSELF)
    portal.clock.move(days=731)
    steps.opened(portal, owner)

    assert [it.reference for it in due(portal)] == [application.reference]
    assert retained(portal).requests == 1
    assert portal.kept(Answer, application_id=application.id) == []
    assert portal.kept(Answer, application_id=other.id) != []


def test_an_approved_request_whose_pin_nobody_used_is_over(approved):
    portal = with_own_files(approved[0])
    portal.clock.move(days=731)

    assert [it.state for it in due(portal)] == [State.APPROVED]
    assert retained(portal).requests == 1
    assert portal.kept(Pin) == []


def test_a_longer_time_is_a_setting(travelled):
    portal, *_ = travelled
    patient = portal.with_outside(practice=replace(OFFICE, retention_days=3650))
    portal.clock.move(days=3000)

    assert (len(due(portal)), due(patient)) == (1, [])


def test_every_record_about_a_request_is_said_to_go_to_be_stripped_or_to_stay():
    about_requests = {kind for kind in TABLES if "application_id" in kind.model_fields}

    assert about_requests == {*ERASED, *STRIPPED, *KEPT_WHOLE}
