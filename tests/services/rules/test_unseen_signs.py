"""What nobody can see, in or around a name or a number, on either side, leaves every verdict as it is."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.accounts.identity import PORTAL_ITSELF
from tests.domain.registers.test_names import UNSEEN
from tests.domain.typed import WHOLE
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.registers_of import keep_register

JOINERS = ("\u200c", "\u200d")
TYPED = {
    "family_name": ("family_name",),
    "given_names": ("given_names",),
    "membership_number": ("membership_number",),
    "attestor": ("attestor_family_name", "attestor_given_names", "attestor_number"),
}
MEMBERS = {
    "herself": ("R900012", "Ñuñez O’Brien", "Zoé", "active"),
    "suspended": ("R900012", "Ñuñez O’Brien", "Zoé", "suspended"),
    "written otherwise": ("R900012", "Nunes", "Zoe", "active"),
    "somebody else": ("R900012", "Fictif", "Gaston", "active"),
    "nobody": ("R900013", "Fictif", "Gaston", "active"),
}
HERSELF = {
    **WHOLE["attestor"], "attestor_family_name": "Ñuñez O’Brien", "attestor_given_names": "Zoé A.",
    "attestor_regulator": "CICC", "attestor_number": "R900012",
}  # fmt: skip
HEAD = ["number", "family_name", "given_names", "standing"]
signs = st.lists(st.tuples(st.integers(0, 20), st.sampled_from((*UNSEEN, *JOINERS))), max_size=6)


def with_signs(text, places):
    for place, sign in places:
        text = text[:place] + sign + text[place:]
    return text


def imported(portal, rows):
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    day, data = portal.outside.today(), lines.getvalue().encode()
    portal.registers.apply(PORTAL_ITSELF, portal.registers.propose(PORTAL_ITSELF, "CICC", data, day))


def verdicts(portal, actor, application, answers):
    for question in TYPED:
        portal.enrolment.answer(actor, application.id, question, answers[question])
    return {it.rule.id: it.verdict for it in portal.judgements.forecast(actor, application.id, "review")}


@pytest.fixture(scope="module", params=MEMBERS)
def judged(request):
    """Somebody whose answers the register tells so much of, attested by another or by herself."""
    portal = portal_of_memory()
    keep_register(portal, "CICC", MEMBERS[request.param])
    actor = steps.applicant(portal)
    application = steps.answered(portal, actor)
    answers = [{**WHOLE, "attestor": attestor} for attestor in (WHOLE["attestor"], HERSELF)]
    return portal, actor, application, [(it, verdicts(portal, actor, application, it)) for it in answers]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(places=signs, others=signs)
def test_what_nobody_sees_in_an_answer_changes_no_verdict(judged, places, others):
    portal, actor, application, expected = judged

    for answers, before in expected:
        typed = {
            question: answers[question]
            | {
                part: with_signs(answers[question][part], others if "number" in part else places)
                for part in parts
                if answers[question].get(part)
            }
            for question, parts in TYPED.items()
        }

        assert verdicts(portal, actor, application, typed) == before


@pytest.fixture(scope="module")
def answered():
    """Somebody who answered everything, before there is any register."""
    portal = portal_of_memory()
    actor = steps.applicant(portal)
    return portal, actor, steps.answered(portal, actor)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(places=signs, member=st.sampled_from(sorted(MEMBERS)))
def test_what_nobody_sees_in_a_registers_file_changes_no_verdict(answered, places, member):
    portal, actor, application = answered
    *texts, standing = MEMBERS[member]
    told = []
    for hidden in ([], places):
        here = portal.copy()
        imported(here, [HEAD, [*(with_signs(text, hidden) for text in texts), standing]])
        told.append(verdicts(here, actor, application, WHOLE))

    assert told[0] == told[1]
