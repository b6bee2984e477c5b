"""What statistics need to know of the questions: what was opened there, edited there, and how they read."""

from dataclasses import replace

import pytest

from core.domain.application.application import Answer, Application, Event
from core.domain.application.content import Text
from core.domain.application.question_wording import HelpOpened, WordingEdition
from core.services.application.explanations import ensure_wordings
from tests.services import steps
from tests.services.refusals import refusal_of


def reworded(outside, id, **changes):
    """Return the same outside world with one question worded otherwise."""
    content = outside.library.questionnaire
    questions = tuple(it.model_copy(update=changes) if it.id == id else it for it in content.questions)
    library = outside.library.model_copy(
        update={"questionnaire": content.model_copy(update={"questions": questions})}
    )
    return replace(outside, library=library)


@pytest.mark.parametrize(
    ("what", "term"), [("help", "help"), ("terms", "membership_number register transitional_member")]
)
def test_an_explanation_opened_is_noted_with_its_words_and_enters_no_history(someone, what, term):
    portal, actor = someone
    application = steps.opened(portal, actor)
    before = portal.kept(Event)

    portal.explanations.opened(actor, application.id, "membership_number", what)

    (row,) = portal.kept(HelpOpened)
    assert (row.application_id, row.question, row.term, row.opened_at) == (
        application.id, "membership_number", term, portal.clock.now(),
    )  # fmt: skip
    assert portal.kept(Event) == before


def test_an_explanation_of_a_question_that_does_not_exist_is_not_noted(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)

    refusal = refusal_of(lambda: portal.explanations.opened(actor, application.id, "made_up", "help"))

    assert refusal.code == "question_not_asked"
    assert portal.kept(HelpOpened) == []


def test_every_question_has_a_first_wording_and_a_start_without_change_adds_none(portal):
    ensure_wordings(portal.outside)
    ensure_wordings(portal.outside)

    kept = portal.kept(WordingEdition)
    assert sorted(row.question for row in kept) == sorted(
        it.id for it in portal.outside.library.questionnaire.questions
    )


@pytest.mark.parametrize("part", ["title", "help", "why"])
def test_a_changed_wording_is_a_new_edition_of_that_question_alone(portal, part):
    ensure_wordings(portal.outside)
    portal.clock.move(days=3)
    changed = reworded(portal.outside, "licence", **{part: Text(fr="Autrement", en="Otherwise")})

    ensure_wordings(changed)

    editions = portal.kept(WordingEdition, question="licence", order="since")
    assert [row.since for row in editions[1:]] == [portal.clock.now()]
    assert len(portal.kept(WordingEdition)) == len(changed.library.questionnaire.questions) + 1


def test_a_wording_that_comes_back_is_an_edition_of_its_own(portal):
    outside = portal.outside
    for world in (outside, reworded(outside, "licence", help=None), outside):
        ensure_wordings(world)
        portal.clock.move(days=1)

    first, _, third = portal.kept(WordingEdition, question="licence", order="since")
    assert (first.digest, first.since) != (third.digest, third.since)
    assert first.digest == third.digest


def test_an_answer_says_how_many_its_question_has_had(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)
    for name in ("Nuñez", "Núñez", "Núñez", "Nunez"):
        portal.enrolment.answer(actor, application.id, "family_name", {"family_name": name})

    assert [row.times for row in portal.kept(Answer)] == [1, 2, 3]


def test_a_request_knows_where_its_applicant_is_and_what_tells_it_apart(almost, someone):
    fresh, actor = someone
    opened = fresh.enrolment.open_application(actor)
    portal, _, ready = almost
    (kept,) = portal.kept(Application, id=ready.id)

    assert (opened.at_question, opened.regulator, opened.province) == ("family_name", "", "")
    assert kept.at_question == "review"
    assert (kept.regulator, kept.language, kept.licence) == ("CICC", "fr", "rcic")
    assert len(kept.province) == 2
