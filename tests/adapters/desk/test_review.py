"""Decisions beside what the rules had said: one suite on every store."""

import store_records as new

from core.domain.application.application import State
from core.domain.application.proceedings import (
    Countersignature,
    DraftDecision,
    Reconsideration,
    UndoneDecision,
)
from core.domain.decisions.review_port import ContestedDecision, DraftedDecision, Fate, ReviewedDecision


def judged_at(request, number, minutes):
    facts, judgement, *_ = new.judged(request)
    at = {"judged_at": new.later(minutes)}
    verdicts = (number == 1, None)
    return [
        facts.model_copy(update={"number": number, **at}),
        judgement.model_copy(update={"number": number, "edition": number, "verdicts": verdicts}),
    ]


def test_each_decision_stands_beside_the_last_judgement_before_it(store):
    request, unjudged = new.application(), new.application()
    first = new.decision(request, 1, decided_at=new.later(1))
    second = new.decision(request, 2, decided_at=new.later(3), overruled=[])
    old = new.decision(unjudged, 1, decided_at=new.later(-10))
    early = new.decision(unjudged, 2, decided_at=new.later(0))
    taken_back = new.decision(unjudged, 3, decided_at=new.later(5))
    undone = UndoneDecision(
        id=new.new_id(), application_id=unjudged.id, decision_id=taken_back.id, officer_id=new.new_id(),
        decided_by=taken_back.officer_id, undone_at=new.later(6),
    )  # fmt: skip
    with store.write() as tx:
        for row in (
            first, second, old, early, *judged_at(request, 1, 0), *judged_at(request, 2, 2),
            *judged_at(unjudged, 2, 9), taken_back, undone,
        ):  # fmt: skip
            tx.add(row)

    with store.read() as tx:
        found = tx.review.decisions(new.later(-5))
        own = tx.review.decisions(new.later(-5), first.officer_id)

    def told(row, **more):
        overruled = tuple(it["rule"] for it in row.overruled)
        return ReviewedDecision(
            row.officer_id, row.outcome, row.reason_codes, overruled, row.decided_at, **more
        )

    of_first = told(first, edition=1, verdicts=(True, None), judged_on=new.DAY)
    of_second = told(second, edition=2, verdicts=(False, None), judged_on=new.DAY)
    assert found == [told(early), of_first, of_second]
    assert own == [of_first]


def put(request, number, minutes, **changes):
    draft = next(it for it in new.around_a_decision(request) if isinstance(it, DraftDecision))
    return draft.model_copy(update={"number": number, "drafted_at": new.later(minutes), **changes})


def verdict(draft, *, agrees):
    found = next(it for it in new.around_a_decision(new.application()) if isinstance(it, Countersignature))
    told = {"application_id": draft.application_id, "draft_id": draft.id, "agrees": agrees}
    return found.model_copy(update=told)


def kept(store, *rows):
    with store.write() as tx:
        for row in rows:
            tx.add(row)


def test_each_decision_put_to_countersign_tells_what_became_of_it(store):
    request = new.application(state=State.TO_COUNTERSIGN)
    withdrawn = new.application(state=State.SUBMITTED)
    old, sent_back = put(request, 1, -9), put(request, 2, 1, cause="sample")
    taken_back, waiting = put(request, 3, 2), put(request, 4, 3, cause="objection")
    signed, also_back = put(withdrawn, 1, 4), put(withdrawn, 2, 5)
    verdicts = verdict(old, agrees=True), verdict(sent_back, agrees=False), verdict(signed, agrees=True)
    kept(store, request, withdrawn, old, sent_back, taken_back, waiting, signed, also_back, *verdicts)

    with store.read() as tx:
        found = tx.review.drafts(new.later(0))
        own = tx.review.drafts(new.later(0), waiting.officer_id)

    told = [(sent_back, "sent_back"), (taken_back, "taken_back"), (waiting, "waiting"), (signed, "signed")]
    told = [
        DraftedDecision(it.officer_id, it.cause, Fate(fate))
        for it, fate in (*told, (also_back, "taken_back"))
    ]
    assert found == told
    assert own == [told[2]]


def refused(minutes, became=(), *, asked=True):
    """Return a refusal, when it was asked to be looked at again, and the decisions that followed."""
    request = new.application()
    first = new.decision(request, 1, reconsidered="", decided_at=new.later(-20))
    again = [
        new.decision(request, place, reconsidered=word, decided_at=new.later(minutes))
        for place, word in enumerate(became, 2)
    ]
    about = {"application_id": request.id, "decision_id": first.id}
    told = Reconsideration(id=new.new_id(), text="é", asked_at=new.later(minutes), **about)
    return first, [request, first, *again, *([told] if asked else [])], again


def undone(decision, minutes):
    return UndoneDecision(
        id=new.new_id(), application_id=decision.application_id, decision_id=decision.id,
        officer_id=new.new_id(), decided_by=decision.officer_id, undone_at=new.later(minutes),
    )  # fmt: skip


def test_refusals_looked_at_again_and_decisions_undone_are_told_of_the_officer_who_gave_them(store):
    _, old, _ = refused(-5, ["upheld"])
    upheld, *of_upheld = refused(1, ["", "upheld"])
    overturned, *of_overturned = refused(2, ["upheld", "overturned"])
    waiting, *of_waiting = refused(3)
    taken_back, *of_taken_back = refused(4, asked=False)
    first_answer = of_overturned[1][0]
    marks = undone(first_answer, 5), undone(taken_back, 6)
    kept(store, *old, *of_upheld[0], *of_overturned[0], *of_waiting[0], *of_taken_back[0], *marks)

    with store.read() as tx:
        found = tx.review.contested(new.later(0))
        own = tx.review.contested(new.later(0), overturned.officer_id)

    fates = [
        (upheld, Fate.UPHELD), (overturned, Fate.OVERTURNED), (waiting, Fate.UNDECIDED),
        (first_answer, Fate.UNDONE), (taken_back, Fate.UNDONE),
    ]  # fmt: skip
    assert found == [ContestedDecision(it.officer_id, it.reason_codes, fate) for it, fate in fates]
    assert own == [found[1]]
