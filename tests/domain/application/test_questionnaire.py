"""Which question is asked, which comes next, what a change brings and takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.application.answers import check
from core.domain.application.overview import answers_digest
from core.domain.application.questionnaire import (
    Consequences,
    advice_for,
    asked,
    known_values,
    next_question,
    progress,
    question_before,
    question_of,
    settle,
    still_asked,
)
from tests.domain.typed import TODAY, WHOLE, kept, typed


def known_of(content, raw):
    return known_values(content, kept(content, raw), TODAY)


def after(content, answers, id, value):
    return settle(content, answers, question_of(content, id), value, TODAY)


@pytest.mark.clause("2.3")
def test_the_first_question_asks_the_family_name(content):
    assert next_question(content, {}, known_of(content, {"language": WHOLE["language"]})).id == "family_name"


@pytest.mark.clause("2.3")
def test_the_next_question_is_the_first_unanswered_one_that_applies(content):
    raw = {id: WHOLE[id] for id in ("family_name", "other_names")}

    assert next_question(content, kept(content, raw), known_of(content, raw)).id == "given_names"


def test_the_next_question_is_looked_for_after_the_one_just_answered(content):
    raw = {id: WHOLE[id] for id in ("family_name", "other_names")}

    following = next_question(content, kept(content, raw), known_of(content, raw), after="other_names")

    assert following.id == "date_of_birth"


def test_after_the_last_question_the_search_begins_again_at_the_first(content):
    raw = {id: value for id, value in WHOLE.items() if id != "given_names"}

    following = next_question(content, kept(content, raw), known_of(content, raw), after="attestor")

    assert following.id == "given_names"


def test_nothing_follows_when_every_question_that_applies_is_answered(content):
    answers = kept(content)

    assert next_question(content, answers, known_of(content, WHOLE)) is None
    assert progress(content, answers, known_of(content, WHOLE)) == (19, 19)


def test_a_member_without_organisation_is_not_asked_a_role_in_it(content):
    raw = {**WHOLE, "organisation": {"organisation": ""}}
    del raw["organisation_role"]

    assert [q.id for q in asked(content, known_of(content, raw))] == list(raw)


@pytest.mark.parametrize("code", ["LSNB", "LSNL", "LSYT", "LSNT"])
def test_members_of_regulators_that_issue_no_numbers_are_never_asked_one(content, code):
    known = known_of(content, {"regulator": {"regulator": code}})

    assert "membership_number" not in [q.id for q in asked(content, known)]


def test_every_other_regulator_issues_numbers_and_its_members_are_asked_theirs(content):
    without = [
        row.code
        for row in content.regulators
        if "membership_number"
        not in [q.id for q in asked(content, known_of(content, {"regulator": {"regulator": row.code}}))]
    ]

    assert without == ["LSNB", "LSNL", "LSNT", "LSYT"]


def test_nobody_is_asked_a_licence_or_a_number_before_a_regulator_is_chosen(content):
    before = [q.id for q in asked(content, known_of(content, {"language": WHOLE["language"]}))]

    assert [id for id in ("licence", "membership_number", "organisation_role") if id in before] == []


def test_the_way_back_leads_through_the_questions_that_apply(content):
    known = known_of(content, {**WHOLE, "organisation": {"organisation": ""}})

    assert question_before(content, known, "business_address").id == "organisation"
    assert question_before(content, known, "family_name") is None


@pytest.mark.clause("2.4n")
def test_another_regulator_withdraws_what_belonged_to_the_former_one(content):
    answers = kept(content)

    now, consequences = after(content, answers, "regulator", {"regulator": "LSO"})

    fallen = ("licence", "membership_number", "membership_since", "register_name")
    assert consequences == Consequences(withdrawn=fallen, newly_asked=fallen)
    expected = {id: value for id, value in answers.items() if id not in fallen}
    assert now == {**expected, "regulator": {"regulator": "LSO"}}


@pytest.mark.clause("2.4n")
def test_a_regulator_without_numbers_withdraws_the_number_and_does_not_ask_it_again(content):
    _, consequences = after(content, kept(content), "regulator", {"regulator": "LSNB"})

    assert consequences == Consequences(
        withdrawn=("licence", "membership_number", "membership_since", "register_name"),
        newly_asked=("licence", "membership_since", "register_name"),
    )


@pytest.mark.clause("2.4n")
def test_the_same_regulator_again_changes_nothing(content):
    answers = kept(content)

    assert after(content, answers, "regulator", {"regulator": "CICC"}) == (answers, Consequences())


@pytest.mark.clause("2.4n")
def test_an_organisation_newly_named_brings_the_question_about_the_role(content):
    alone = {**WHOLE, "organisation": {"organisation": ""}}
    del alone["organisation_role"]

    _, consequences = after(content, kept(content, alone), "organisation", {"organisation": "Cabinet"})

    assert consequences == Consequences(newly_asked=("organisation_role",))


@pytest.mark.clause("2.4n")
def test_an_organisation_taken_back_withdraws_the_role_for_good(content):
    now, consequences = after(content, kept(content), "organisation", {})

    assert consequences == Consequences(withdrawn=("organisation_role",))
    assert "organisation_role" not in now


def test_answers_fall_away_until_nothing_more_depends_on_them(content):
    orphans = {id: value for id, value in kept(content).items() if id in ("licence", "organisation_role")}

    assert still_asked(content, orphans, TODAY) == {}


@pytest.mark.parametrize(
    ("id", "changes", "clauses"),
    [
        ("licence", {"regulator": {"regulator": "LSO"}, "licence": {"licence": "student"}}, ["0.2"]),
        ("licence", {}, []),
        ("membership_number", {"membership_number": {"membership_number": "m 1234"}}, ["3.R1"]),
        ("membership_number", {"membership_number": {"membership_number": "R12"}}, ["3.R1"]),
        ("membership_number", {"membership_number": {"membership_number": "r900012"}}, []),
        (
            "membership_number",
            {
                "regulator": {"regulator": "LSO"},
                "licence": {"licence": "lawyer"},
                "membership_number": {"membership_number": "M1"},
            },
            [],
        ),
        ("first_id", {"first_id": {**WHOLE["first_id"], "first_id_expiry": "2026-03-07"}}, ["2.3b"]),
        ("first_id", {"first_id": {**WHOLE["first_id"], "first_id_expiry": "2026-03-08"}}, []),
        ("first_id", {"first_id": {**WHOLE["first_id"], "first_id_expiry": ""}}, []),
        ("second_id", {"second_id": {"second_id_kind": "credit_card", "second_id_shows": ["nothing"]}},
         ["3.R2", "3.R2"]),
        ("second_id", {"second_id": {"second_id_kind": "bank_card", "second_id_shows": ["photo"]}}, ["3.R2"]),
        ("second_id", {}, []),
        ("attestor", {"attestor": {**WHOLE["attestor"], "attestor_family_name": "Nunez O'Brien",
                                   "attestor_given_names": "ZOE"}}, ["3.R3"]),
        ("attestor", {"attestor": {**WHOLE["attestor"], "attestor_regulator": "CICC",
                                   "attestor_number": "R900012"}}, ["3.R3"]),
        ("attestor", {"attestor": {**WHOLE["attestor"], "attestor_regulator": "LSO",
                                   "attestor_number": "R900012"}}, []),
        ("attestor", {}, []),
        ("register_name", {"register_name": {"register_name_differs": True, "register_name": "Z."}},
         ["2.3a"]),
    ],
)  # fmt: skip
def test_a_consequence_is_explained_at_its_question_and_blocks_nothing(content, id, changes, clauses):
    answers = kept(content, {**WHOLE, **changes})

    told = advice_for(question_of(content, id), known_values(content, answers, TODAY))

    assert [advice.clause for advice in told] == clauses
    assert id in answers


def a_road(content, data):
    """Answer any question that applies, in any order, as often as data says; yield each step."""
    answers = {}
    for _ in range(data.draw(st.integers(1, 14), label="steps")):
        known = known_values(content, answers, TODAY)
        ids = [question.id for question in asked(content, known)]
        question = question_of(content, data.draw(st.sampled_from(ids), label="question"))
        raw = data.draw(typed(content, question, known), label="typed")
        before, value = answers, check(content, question, raw, known, TODAY)
        answers, consequences = settle(content, before, question, value, TODAY)
        yield before, question, answers, consequences


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_on_every_road_no_answer_is_kept_of_a_question_that_is_not_asked(content, data):
    for before, question, answers, consequences in a_road(content, data):
        asked_now = {q.id for q in asked(content, known_values(content, answers, TODAY))}
        assert set(answers) <= asked_now
        assert set(consequences.newly_asked) <= asked_now - set(answers)
        assert set(consequences.withdrawn) == set(before) - set(answers)
        assert question.id in answers


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_on_every_road_what_is_kept_would_be_accepted_again_unchanged(content, data):
    *_, (_, _, answers, _) = a_road(content, data)
    known = known_values(content, answers, TODAY)

    again = {
        id: check(
            content, question_of(content, id), {**value, "email_again": value.get("email")}, known, TODAY
        )
        for id, value in answers.items()
    }

    assert again == answers


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_from_everywhere_following_the_next_question_ends_with_every_question_answered(content, data):
    *_, (_, _, answers, _) = a_road(content, data)
    steps = 0
    while True:
        known = known_values(content, answers, TODAY)
        question = next_question(content, answers, known)
        if question is None:
            break
        raw = data.draw(typed(content, question, known))
        value = check(content, question, raw, known, TODAY)
        answers, _ = settle(content, answers, question, value, TODAY)
        steps += 1
        assert steps <= len(content.questions)

    assert set(answers) == {q.id for q in asked(content, known)}


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_the_digest_does_not_depend_on_the_order_in_which_questions_were_answered(content, data):
    *_, (_, _, answers, _) = a_road(content, data)
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))

    assert answers_digest("RRA-1", shuffled) == answers_digest("RRA-1", answers)


def test_the_digest_tells_apart_answers_and_requests(content):
    answers = kept(content)
    digests = {
        answers_digest("RRA-1", answers),
        answers_digest("RRA-2", answers),
        answers_digest("RRA-1", {**answers, "given_names": {"given_names": "Zoe"}}),
        answers_digest("RRA-1", {id: value for id, value in answers.items() if id != "organisation_role"}),
    }

    assert len(digests) == 4
