"""Decisions beside what the rules had said: one suite on every store."""

import store_records as new

from core.domain.proceedings import UndoneDecision
from core.domain.review_port import Reviewed


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
        return Reviewed(row.officer_id, row.outcome, row.reason_codes, overruled, row.decided_at, **more)

    of_first = told(first, edition=1, verdicts=(True, None), judged_on=new.DAY)
    of_second = told(second, edition=2, verdicts=(False, None), judged_on=new.DAY)
    assert found == [told(early), of_first, of_second]
    assert own == [of_first]
