"""The rule lab on screen: drafting, errors at the character, replaying, publishing, judging again."""

from datetime import timedelta
from functools import cache
from html import unescape

import pytest
from offices import decided, officer, reference_of, worker
from paperwork import submitted

from core.bootstrap import portal
from core.domain.application.application import Event, Outcome
from core.domain.rules.replay import DecisionDays

OLD = "request_older_than_30_days"
LAB, RULE, PROPOSAL, REPORT = (f"manager/{name}.py" for name in ("rule_lab", "rule", "proposal", "report"))
NEW = {
    "title_fr": "Demande fraîche <b>", "title_en": "Fresh request <b>", "fails_when": "days_open >= 0",
    "officer_fr": "Demande ouverte.", "officer_en": "The request is open.",
    "applicant_fr": "Votre demande est ouverte.", "applicant_en": "Your request is open.",
    "case_1_name": "today", "case_1_facts": "days_open = 0",
    "case_2_name": "tomorrow", "case_2_facts": "days_open = -1",
    "case_3_name": "nobody knows", "case_3_facts": "days_open = ?",
}  # fmt: skip
CODES = {"clause": "2.17", "reason": "other", "remedy": "new_request"}


@cache
def managers():
    """Return two managers whom tests share."""
    return worker("manager", "Claude Fictif"), worker("manager", "Sacha Fictif")


@cache
def approved():
    """Return somebody approved whom tests share."""
    return decided(submitted(), Outcome.APPROVED)


def fill(screen, values):
    for name, value in values.items():
        (screen.at.text_input if one_line(screen, name) else screen.at.text_area)(key=name).set_value(value)
    return screen


def one_line(screen, name):
    return name in [it.key for it in screen.at.text_input]


def new_rule(screen, title="Demandes fraîches", **changes):
    """Fill the form of a new rule."""
    fill(screen, {**NEW, "title": title, **changes})
    for name, code in CODES.items():
        screen.at.selectbox(key=name).set_value(code)
    screen.at.radio(key="severity").set_value("refusal")
    return screen


def drafted(title="Demandes fraîches", by=0, **changes):
    """Let a manager keep a new rule as a proposal; return the screen that follows."""
    return new_rule(managers()[by].open(RULE), title, **changes).submit("Garder la proposition")


def proposal_called(title):
    rows = portal().rule_lab.proposals(managers()[0].actor)
    return next(it for it in rows if it.title == title)


def year():
    today = portal().outside.today()
    return DecisionDays(today - timedelta(days=365), today)


@pytest.mark.parametrize(
    ("language", "title", "rule"),
    [("fr", "Laboratoire des règles", "Motif de refus"), ("en", "Rule lab", "Ground of refusal")],
)
def test_the_lab_lists_rules_and_editions(language, title, rule):
    screen = managers()[0].open(LAB, language)

    assert screen.title == title
    assert f'href="/rule?rule={OLD}&amp;text=1"' in screen.text
    assert f"<td>{rule}</td>" in screen.text


def test_an_officer_is_refused_every_screen_of_the_lab():
    camille = officer()

    titles = {camille.open(screen).title for screen in (LAB, RULE, PROPOSAL, REPORT, "manager/compare.py")}

    assert titles == {"Cette page n’est pas pour votre compte"}


def test_a_condition_that_cannot_be_read_is_marked_at_its_character():
    screen = managers()[0].open(RULE, rule=OLD)

    fill(screen, {"fails_when": "days_open > 30 AND licnce"}).submit("Essayer sur les demandes décidées")

    said = unescape(screen.text)
    assert "« licnce », au caractère 20, n’est pas un fait." in said
    assert "days_open > 30 AND <mark>licnce</mark>" in said
    assert "La condition ne se lit pas encore; il n’y a pas de chiffres." in said


def test_each_field_that_lacks_something_is_told_and_what_was_typed_stays():
    screen = managers()[0].open(RULE)

    fill(screen, {"title_fr": "Un titre", "since": "demain", "case_1_facts": "nothing = 3"})
    screen.submit("Garder la proposition")

    places = [f'<a href="#field_{name}">' in screen.text for name in ("title_en", "since", "case_1_facts")]
    assert places == [True] * 3
    assert screen.at.text_input(key="title_fr").value == "Un titre"


def test_a_proposal_that_changes_nothing_is_not_kept():
    before = len(portal().rule_lab.proposals(managers()[0].actor))
    screen = managers()[0].open(RULE, rule=OLD)

    fill(screen, {"title": "Rien"}).submit("Garder la proposition")

    assert screen.notices("error")[0].startswith("Rien ne change")
    assert len(portal().rule_lab.proposals(managers()[0].actor)) == before


def test_a_new_rule_is_tried_on_what_was_decided_with_its_files():
    reference = reference_of(approved())
    screen = new_rule(managers()[0].open(RULE, "en"))

    screen.submit("Try on decided requests")

    assert [it for it in screen.notices("error") if it] == []
    assert "portal-errors" not in screen.text
    assert "Synthetic data" in screen.text
    assert f'href="/case?request={reference}"' in screen.text
    assert "a refusal would be proposed, against the decision" in screen.text


def test_a_proposal_is_drafted_replayed_discussed_and_published_by_a_second_manager_only():
    approved()
    later = str(portal().outside.today() + timedelta(days=40))
    # a condition that no request of the other tests meets
    rare = {"fails_when": "days_open > 1000", "case_1_facts": "days_open = 1001"}
    screen = drafted("À publier <i>", effective_from=later, **rare)
    proposal = proposal_called("À publier <i>")
    assert screen.notices("success")[0].startswith("La proposition est gardée.")
    assert "Vous avez rédigé cette proposition" in unescape(screen.text)
    assert "publish" not in screen.buttons

    second = managers()[1].open(PROPOSAL, "en", proposal=str(proposal.id))
    second.submit("Replay on these requests")
    assert second.title.startswith("Report: ")
    second = managers()[1].open(PROPOSAL, "en", proposal=str(proposal.id))
    fill(second, {"note": "Good <b>idea</b>"}).submit("Add the note")
    assert "Good &lt;b&gt;idea&lt;/b&gt;" in second.text
    second.press("publish")

    assert second.notices("success") == ["The proposal is published: it is now an edition of the rules."]
    kept = proposal_called("À publier <i>")
    assert kept.edition == portal().rule_lab.book(managers()[0].actor).newest.number
    with portal().store.read() as tx:
        names = [it.name for it in tx.find(Event, subject_id=proposal.id, order="number")]
    assert names == [f"proposal.{it}" for it in ("drafted", "replayed", "noted", "published")]

    lab = managers()[0].open(LAB)
    lab.at.selectbox(key="edition").set_value(kept.edition)
    lab.run().press("withdraw")
    assert lab.title == f"Proposition : Retrait de l’édition {kept.edition}"


def test_a_proposal_is_revised_in_the_form_and_a_stale_revision_is_refused():
    drafted("À réviser", effective_from="2099-01-01")
    proposal = proposal_called("À réviser")
    mine = managers()[0].open(RULE, proposal=str(proposal.id))
    other = managers()[1].open(RULE, proposal=str(proposal.id))
    assert mine.at.text_area(key="fails_when").value == NEW["fails_when"]

    fill(mine, {"fails_when": "days_open > 3"}).submit("Garder la proposition")
    fill(other, {"fails_when": "days_open > 4"}).submit("Garder la proposition")

    assert "révisé cette proposition depuis" in other.notices("error")[0]
    assert proposal_called("À réviser").change.rules[0].fails_when == "days_open > 3"
    assert "days_open &gt; 3" in mine.text


def test_a_report_keeps_its_figures_and_lists_the_files_of_the_present_wording():
    reference = reference_of(approved())
    drafted("À rejouer", effective_from="2099-01-01")
    proposal = proposal_called("À rejouer")
    report = portal().rule_lab.replay(managers()[0].actor, proposal.id, year())
    told = {"proposal": str(proposal.id), "report": str(report.id)}

    screen = managers()[1].open(REPORT, **told)
    screen.at.selectbox(key="which").set_value("against")
    assert f'href="/case?request={reference}"' in screen.run().text

    portal().rule_lab.drop(managers()[0].actor, proposal.id)
    closed = managers()[1].open(REPORT, **told)
    assert "Les demandes ne se montrent que" in closed.text
    assert 'class="bar"' in closed.text


def test_two_proposals_are_compared_on_the_same_files():
    for title in ("Une", "Deux"):
        drafted(title, effective_from="2099-01-01", title_en=title)
    one, two = (str(proposal_called(title).id) for title in ("Une", "Deux"))

    screen = managers()[0].open("manager/compare.py", "en", proposal=one, other=two)

    assert "Both together" in screen.text
    fill(screen, {"period_since": "2026-13-01"}).submit("Compare on this period")
    assert "This day cannot be read." in screen.text


def test_two_proposals_on_one_rule_are_not_added_up_and_the_rule_is_named():
    for title, days in (("Plus tôt", 10), ("Plus tard", 40)):
        screen = managers()[0].open(RULE, rule=OLD)
        fill(screen, {"fails_when": f"days_open > {days}", "title": title, "effective_from": "2099-01-01"})
        screen.submit("Garder la proposition")
    one, two = (str(proposal_called(title).id) for title in ("Plus tôt", "Plus tard"))

    screen = managers()[0].open("manager/compare.py", proposal=one, other=two)

    assert "Les deux ensemble" not in screen.text
    assert "elles touchent toutes deux : La demande n’avait pas plus de 30 jours." in screen.text


def test_dropping_a_proposal_says_first_what_it_means_and_it_stays_readable():
    drafted("À abandonner", effective_from="2099-01-01")
    screen = managers()[1].open(PROPOSAL, proposal=str(proposal_called("À abandonner").id))
    assert "ne pourra plus être ni changée ni publiée" in screen.text

    screen.press("drop")

    assert screen.notices("success") == ["La proposition est abandonnée."]
    assert proposal_called("À abandonner").state == "dropped"
    assert "drop" not in screen.buttons


@pytest.mark.parametrize(
    "told", [{}, {"proposal": "x"}, {"proposal": "01930000-0000-7000-8000-000000000001"}]
)
def test_a_proposal_that_does_not_exist_is_told_with_the_way_back(told):
    screen = managers()[0].open(PROPOSAL, **told)

    assert "Cette proposition n’existe pas." in screen.text
    assert "to_lab" in screen.buttons


def test_a_past_request_is_judged_again_and_each_opening_is_recorded_once():
    person = approved()
    reference = reference_of(person)

    screen = managers()[0].open("officer/past_judgement.py", request=reference).run()

    assert screen.notices("success") == [
        "Jugée de nouveau, la demande reçoit le même verdict, octet pour octet."
    ]
    assert screen.text.count("<td>Intact</td>") == 4
    with portal().store.read() as tx:
        looked = tx.find(Event, subject_id=person.application_id, name="application.looked_at")
    assert [it.account_id for it in looked].count(managers()[0].actor.account_id) == 1


def test_a_request_that_does_not_exist_is_not_judged_again():
    assert managers()[0].open("officer/past_judgement.py", request="RRA-0000-0000").notices("error") != []
