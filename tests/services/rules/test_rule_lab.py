"""Rules tried, proposed, discussed, published by a second manager, and withdrawn."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Event, Outcome
from core.domain.application.outcome_draft import Draft
from core.domain.errors import MalformedAnswerError, NotAllowedError, NotFoundError, StaleError, StateError
from core.domain.rules.proposals import ProposalNote, ProposalState, ReplayReport, RuleProposal
from core.domain.rules.replay import ReplayFigures
from core.domain.rules.rules import RuleEdition, Verdict, failing
from core.services.rules.editions import digest_of
from tests.domain.typed import WHOLE
from tests.services import steps
from tests.services.doubles import portal_of_memory, rule_book
from tests.services.laboratory import (
    CARD,
    CASES,
    LATER,
    NEW,
    OLD,
    PERIOD,
    TODAY,
    advice,
    change,
    changed,
    milder,
    published,
    ready_to_publish,
    text_of,
    two_managers,
)
from tests.services.refusals import refusal_of

WITH_CARD = {"second_id": {**WHOLE["second_id"], "second_id_kind": "credit_card"}}


@pytest.fixture(scope="module")
def _decided():
    """A portal with two managers and a request refused because of a payment card."""
    portal = portal_of_memory()
    officer, managers = steps.worker(portal), two_managers(portal)
    application = steps.submitted(portal, steps.applicant(portal), **WITH_CARD)
    refused = Draft(Outcome.REFUSED, reasons=(("second_id_not_valid", ""),))
    steps.decide(portal, officer, application, draft=refused)
    return portal, *managers, application


@pytest.fixture
def lab(_decided):
    """A portal of its own, its two managers, and a request refused because of a payment card."""
    portal, one, other, application = _decided
    return portal.copy(), one, other, application


def told(portal, actor, proposal):
    """Return a proposal as somebody now reads it."""
    return portal.rule_lab.proposal(actor, proposal.id)


def codes(refusals):
    return [it.code for it in refusals]


# --- trying, without keeping ---


def test_a_change_is_tried_on_what_was_decided_and_nothing_is_kept(lab):
    portal, one, _, application = lab
    before = portal.everything()

    trial = portal.rule_lab.try_out(one, milder(), PERIOD)
    files = portal.rule_lab.files(one, milder(), PERIOD, "against")

    assert trial.faults == ()
    assert trial.figures.total.model_dump() == {
        "files": 1, "approved": 0, "refused": 1, "added": 0, "added_though_approved": 0, "removed": 1,
        "removed_though_refused": 1, "not_evaluated": 0,
    }  # fmt: skip
    assert [(it.reference, it.removed, it.against) for it in files] == [(application.reference, True, True)]
    assert portal.everything() == before


def test_a_condition_that_cannot_be_read_is_refused_at_its_character_and_gives_no_figures(lab):
    portal, one, *_ = lab

    trial = portal.rule_lab.try_out(one, change(changed(OLD, fails_when="days_open > 30 AND licnce")), PERIOD)

    (fault,) = trial.faults
    assert (fault.about, fault.refusal.code) == (OLD, "rule_unknown_fact")
    assert (fault.refusal.values["position"], fault.refusal.values["word"]) == (20, "licnce")
    assert trial.figures is None


@pytest.mark.parametrize(
    ("told", "faults"),
    [
        (change(NEW), []),
        (change(NEW, cases={NEW.id: CASES[:1]}), ["rule_case_missing"] * 2),
        (change(NEW.model_copy(update={"fails_when": "days_open > 11"})), ["rule_case_wrong"]),
        (change(NEW.model_copy(update={"clause": "9.9"})), ["rule_clause_unknown"]),
        (change(NEW.model_copy(update={"remedy": ""})), ["rule_refusal_without_remedy"]),
        (change(NEW.model_copy(update={"reason": ""})), ["rule_refusal_without_reason"]),
        (change(NEW.model_copy(update={"applicant": None})), ["rule_applicant_text_missing"]),
        (change(NEW, NEW.model_copy(update={"since": TODAY})), ["rule_dates_overlap"]),
        (change(changed("register_name_differs", reason="other")), ["rule_reason_unreached"]),
    ],
)
def test_what_a_change_lacks_is_told_with_its_figures(lab, told, faults):
    portal, one, *_ = lab

    trial = portal.rule_lab.try_out(one, told, PERIOD)

    assert codes(it.refusal for it in trial.faults) == faults
    assert trial.figures.total.files == 1


# --- proposals ---


def test_a_proposal_is_kept_revised_discussed_and_dropped_and_the_audit_tells_it_all(lab):
    portal, one, other, _ = lab

    proposal = portal.rule_lab.draft(one, "  Plus doux  ", milder())
    portal.rule_lab.note(other, proposal.id, " Pourquoi? ")
    revised = portal.rule_lab.revise(other, proposal.id, 1, "Encore plus doux", advice())
    portal.rule_lab.replay(one, proposal.id, PERIOD)
    portal.rule_lab.drop(one, proposal.id)

    assert (proposal.title, proposal.author, proposal.base, proposal.revision) == (
        "Plus doux",
        one.account_id,
        1,
        1,
    )
    assert proposal.change == milder()
    assert (revised.revision, revised.revised_by, revised.change.rules[0].severity) == (
        2,
        other.account_id,
        "advice",
    )
    (kept,) = portal.kept(RuleProposal)
    assert (kept.state, kept.closed_by, kept.edition) == (ProposalState.DROPPED, one.account_id, None)
    assert [it.text for it in portal.kept(ProposalNote)] == ["Pourquoi?"]
    assert [it.name for it in portal.kept(Event, subject_id=proposal.id)] == [
        "proposal.drafted", "proposal.noted", "proposal.revised", "proposal.replayed", "proposal.dropped",
    ]  # fmt: skip
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_a_report_is_kept_as_it_was_made(lab):
    portal, one, other, _ = lab
    proposal = portal.rule_lab.draft(one, "Plus doux", milder())

    report = portal.rule_lab.replay(other, proposal.id, PERIOD)

    (kept,) = portal.kept(ReplayReport)
    assert kept == report
    assert (kept.revision, kept.edition, kept.made_by) == (1, 1, other.account_id)
    assert (kept.since, kept.until) == (PERIOD.since, PERIOD.until)
    tried = portal.rule_lab.try_out(one, milder(), PERIOD).figures
    assert ReplayFigures.model_validate(kept.figures) == tried


@pytest.mark.parametrize(
    ("title", "told", "faults"),
    [
        ("  ", milder(), {"title": "proposal_title_needed"}),
        (
            "A",
            change(changed(CARD, severity="look"), day=TODAY - timedelta(days=1)),
            {"effective_from": "effective_past"},
        ),
    ],
)
def test_a_wording_that_lacks_something_is_refused_field_by_field(lab, title, told, faults):
    portal, one, *_ = lab
    before = portal.everything()

    refusal = refusal_of(lambda: portal.rule_lab.draft(one, title, told))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, faults)
    assert portal.everything() == before


def test_a_proposal_that_changes_nothing_is_refused(lab):
    portal, one, *_ = lab

    refusal = refusal_of(lambda: portal.rule_lab.draft(one, "Rien", change(text_of(CARD))))

    assert (type(refusal), refusal.code) == (StateError, "proposal_changes_nothing")


def test_an_empty_note_is_refused(lab):
    portal, one, *_ = lab
    proposal = portal.rule_lab.draft(one, "Plus doux", milder())

    refusal = refusal_of(lambda: portal.rule_lab.note(one, proposal.id, "  "))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, {"note": "note_needed"})


CHANGES = {
    "revise": lambda lab, actor, it: lab.revise(actor, it.id, it.revision, "B", advice()),
    "note": lambda lab, actor, it: lab.note(actor, it.id, "Trop tard?"),
    "drop": lambda lab, actor, it: lab.drop(actor, it.id),
    "replay": lambda lab, actor, it: lab.replay(actor, it.id, PERIOD),
    "publish": lambda lab, actor, it: lab.publish(actor, it.id, it.revision),
}  # fmt: skip


@pytest.mark.parametrize("verb", CHANGES)
def test_a_closed_proposal_changes_no_more(lab, verb):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other)
    portal.rule_lab.drop(one, proposal.id)
    before = portal.everything()

    refusal = refusal_of(lambda: CHANGES[verb](portal.rule_lab, other, proposal))

    assert (type(refusal), refusal.code) == (StateError, "proposal_closed")
    assert portal.everything() == before


@pytest.mark.parametrize("verb", CHANGES)
def test_a_proposal_that_is_none_is_not_found(lab, verb):
    portal, one, _, application = lab
    proposal = portal.rule_lab.draft(one, "A", milder())
    nobody = proposal.model_copy(update={"id": application.id})

    refusal = refusal_of(lambda: CHANGES[verb](portal.rule_lab, one, nobody))

    assert (type(refusal), refusal.code) == (NotFoundError, "no_such_proposal")


# --- publishing ---


def test_a_second_manager_publishes_and_drafts_follow_from_the_day_on_while_what_was_sent_keeps_its_edition(
    lab,
):
    portal, one, other, application = lab
    applicant = steps.applicant(portal, "ailleurs")
    draft = steps.ready(portal, applicant, **WITH_CARD)
    officer = steps.worker(portal, user_code="officier2")

    edition = published(
        portal, one, other, change(changed(CARD, severity="advice"), NEW, day=TODAY + timedelta(days=2))
    )
    before = [it.rule.id for it in failing(portal.judgements.forecast(applicant, draft.id))]
    portal.clock.move(days=2)
    after = {it.rule.id: it for it in portal.judgements.forecast(applicant, draft.id)}

    assert (edition.number, edition.effective_from) == (2, TODAY + timedelta(days=2))
    assert edition.digest == digest_of(edition.rules)
    assert [rule.id for rule in edition.read()] == [*(rule.id for rule in rule_book().rules), NEW.id]
    assert set(edition.cases) == {*rule_book().cases, NEW.id}
    assert before == [CARD]
    assert (after[CARD].edition, after[CARD].rule.severity, after[CARD].verdict) == (
        2,
        "advice",
        Verdict.FAILS,
    )
    assert after[NEW.id].verdict is Verdict.PASSES
    sent = portal.judgements.verdicts(officer, application.id)
    assert (sent.record.edition, sent.today.edition) == (1, 1)


def test_publishing_closes_the_proposal_with_who_and_which_edition_and_is_recorded(lab):
    portal, one, other, _ = lab

    edition = published(portal, one, other, title="Plus doux")

    (kept,) = portal.kept(RuleProposal)
    assert (kept.state, kept.closed_by, kept.edition) == (ProposalState.PUBLISHED, other.account_id, 2)
    assert (edition.note, edition.published_at) == ("Plus doux", portal.clock.instant)
    events = portal.kept(Event, subject_id=kept.id, order="number")
    assert (events[-1].name, events[-1].account_id) == ("proposal.published", other.account_id)
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []
    assert portal.rule_lab.book(one).today == portal.rule_lab.book(one).newest == edition


def refused(portal, actor, proposal):
    """Return what refuses a publication, which must change nothing; the page must say the same."""
    before = portal.everything()
    refusal = refusal_of(lambda: portal.rule_lab.publish(actor, proposal.id, proposal.revision))
    assert portal.everything() == before
    assert refusal.code in codes(told(portal, actor, proposal).hindrances)
    return type(refusal), refusal.code


def test_the_author_may_not_publish(lab):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other)

    assert refused(portal, one, proposal) == (NotAllowedError, "proposal_own")


def test_whoever_revised_it_last_may_not_publish_and_neither_may_the_author(lab):
    portal, one, other, _ = lab
    proposal = portal.rule_lab.draft(one, "A", milder())
    revised = portal.rule_lab.revise(other, proposal.id, 1, "B", advice())
    portal.rule_lab.replay(other, proposal.id, PERIOD)

    assert refused(portal, other, revised) == (NotAllowedError, "proposal_own")
    assert refused(portal, one, revised) == (NotAllowedError, "proposal_own")


def test_a_faulty_proposal_is_not_published(lab):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other, change(NEW, cases={NEW.id: CASES[:1]}))

    assert refused(portal, other, proposal) == (StateError, "proposal_faulty")


def test_a_proposal_without_report_is_not_published(lab):
    portal, one, other, _ = lab
    proposal = portal.rule_lab.draft(one, "A", milder())

    assert refused(portal, other, proposal) == (StateError, "proposal_not_replayed")


def test_a_report_on_an_earlier_wording_does_not_count(lab):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other)
    revised = portal.rule_lab.revise(one, proposal.id, 1, "B", advice())

    assert refused(portal, other, revised) == (StateError, "proposal_not_replayed")


def test_a_report_on_an_earlier_edition_does_not_count(lab):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other)
    published(portal, one, other, change(NEW))

    assert told(portal, other, proposal).moved == ()
    assert refused(portal, other, proposal) == (StateError, "proposal_not_replayed")


def test_a_proposal_whose_rules_changed_meanwhile_is_not_published_and_the_rules_are_named(lab):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other, change(changed(CARD, severity="advice"), NEW))
    published(portal, one, other)

    dossier = told(portal, other, proposal)

    assert dossier.moved == (CARD,)
    assert dossier.hindrances[0].values == {"edition": 2, "rules": CARD}
    assert refused(portal, other, proposal) == (StateError, "proposal_base_changed")


def test_a_proposal_revised_over_the_newest_texts_is_published_over_them(lab):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other, advice())
    published(portal, one, other)

    revised = portal.rule_lab.revise(one, proposal.id, 1, "B", change(changed(CARD, severity="advice"), NEW))
    portal.rule_lab.replay(one, proposal.id, PERIOD)
    edition = portal.rule_lab.publish(other, proposal.id, revised.revision)

    texts = {rule.id: rule for rule in edition.read()}
    assert (edition.number, texts[CARD].severity, texts[NEW.id]) == (3, "advice", NEW)


def test_a_wording_that_nobody_has_read_is_not_published(lab):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other)
    portal.rule_lab.revise(one, proposal.id, 1, "B", advice())
    portal.rule_lab.replay(one, proposal.id, PERIOD)
    before = portal.everything()

    refusal = refusal_of(lambda: portal.rule_lab.publish(other, proposal.id, 1))

    assert (type(refusal), refusal.code) == (StaleError, "proposal_revised")
    assert portal.everything() == before


def test_an_edition_never_takes_effect_before_the_one_it_follows(lab):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other)
    published(portal, one, other, change(NEW, day=LATER))
    portal.rule_lab.replay(other, proposal.id, PERIOD)
    drafting = refusal_of(lambda: portal.rule_lab.draft(one, "B", milder()))

    assert refused(portal, other, proposal) == (StateError, "proposal_too_early")
    assert drafting.fields == {"effective_from": "effective_too_early"}
    assert portal.rule_lab.book(one).today.number == 1


def test_a_day_that_went_by_before_the_publication_becomes_that_days_date(lab):
    portal, one, other, _ = lab
    proposal = ready_to_publish(portal, one, other)
    portal.clock.move(days=3)

    edition = portal.rule_lab.publish(other, proposal.id, 1)

    assert edition.effective_from == TODAY + timedelta(days=3)


def test_a_report_made_while_somebody_revises_is_not_kept(lab):
    portal, one, other, _ = lab
    proposal = portal.rule_lab.draft(one, "A", milder())

    class Slow:
        """A replay during which somebody else revises."""

        def figures(self, books, span):
            portal.rule_lab.revise(one, proposal.id, 1, "B", advice())
            return portal.outside.replay.figures(books, span)

    slow = portal.with_outside(replay=Slow())

    refusal = refusal_of(lambda: slow.rule_lab.replay(other, proposal.id, PERIOD))

    assert (type(refusal), refusal.code) == (StaleError, "proposal_revised")
    assert portal.kept(ReplayReport) == []


# --- comparing ---


def test_two_proposals_are_tried_on_the_same_files_and_together_where_they_share_no_rule(lab):
    portal, one, other, _ = lab
    mine, theirs = portal.rule_lab.draft(one, "A", milder()), portal.rule_lab.draft(other, "B", change(NEW))

    compared = portal.rule_lab.compare(one, mine.id, theirs.id, PERIOD)

    assert (compared.mine, compared.other, compared.shared) == (mine, theirs, ())
    assert [it.total.removed for it in (compared.of_mine, compared.of_other, compared.together)] == [1, 0, 1]


def test_two_proposals_for_one_rule_are_not_tried_together(lab):
    portal, one, other, _ = lab
    mine = portal.rule_lab.draft(one, "A", milder())
    theirs = portal.rule_lab.draft(other, "B", change(changed(CARD, severity="advice"), NEW))

    compared = portal.rule_lab.compare(one, mine.id, theirs.id, PERIOD)

    assert (compared.shared, compared.together) == ((CARD,), None)


# --- withdrawing ---


def test_an_edition_is_withdrawn_by_another_that_restores_the_texts_before_it_and_ends_what_it_added(lab):
    portal, one, other, _ = lab
    published(portal, one, other, change(changed(CARD, severity="look"), NEW))
    portal.clock.move(days=5)
    today = TODAY + timedelta(days=5)

    proposal = portal.rule_lab.withdraw(one, 2, "Retrait")
    portal.rule_lab.replay(one, proposal.id, PERIOD)
    edition = portal.rule_lab.publish(other, proposal.id, 1)

    texts = {rule.id: rule for rule in edition.read()}
    assert (edition.number, texts[CARD]) == (3, text_of(CARD))
    assert texts[NEW.id] == NEW.model_copy(update={"until": today})
    assert [it.code for it in told(portal, other, proposal).faults] == []


def test_the_first_edition_is_not_withdrawn(lab):
    portal, one, *_ = lab

    refusal = refusal_of(lambda: portal.rule_lab.withdraw(one, 1, "Retrait"))

    assert (type(refusal), refusal.code) == (StateError, "edition_is_the_first")


def test_an_edition_whose_rules_changed_again_is_not_withdrawn(lab):
    portal, one, other, _ = lab
    published(portal, one, other)
    published(portal, one, other, advice())

    refusal = refusal_of(lambda: portal.rule_lab.withdraw(one, 2, "Retrait"))

    assert (refusal.code, refusal.values) == ("edition_changed_since", {"number": 2, "rules": CARD})


def test_an_edition_that_is_none_is_not_found(lab):
    portal, one, *_ = lab

    assert refusal_of(lambda: portal.rule_lab.withdraw(one, 7, "Retrait")).code == "no_such_edition"


def test_lists_come_newest_first(lab):
    portal, one, other, _ = lab
    published(portal, one, other)
    portal.clock.move(hours=1)
    proposal = portal.rule_lab.draft(one, "B", change(NEW))

    assert [it.number for it in portal.rule_lab.editions(one)] == [2, 1]
    assert portal.rule_lab.proposals(one)[0] == proposal
    assert portal.kept(RuleEdition)[0].note == ""
