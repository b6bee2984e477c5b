"""What stands around a request on its page: notes, tags, neighbours, advice; and the look back."""

import json
from html import unescape

import pytest
from offices import at_case, decided, officer, reference_of, returned, worker
from paperwork import submitted

from core.bootstrap import portal
from core.domain.application.application import DocumentKind, Outcome
from core.domain.application.proceedings import DraftDecision


def case_of(person, who=None, language="fr"):
    return at_case(who or officer(), person, language)


def draft_by(officer, application):
    """Return a draft of this officer's that no longer waits for a second signature."""
    return DraftDecision(
        id=portal().outside.new_id(), application_id=application, number=1, outcome=Outcome.APPROVED,
        reasons=[], officer_id=officer, cause="sample", drafted_at=portal().outside.now(),
    )  # fmt: skip


def keys_of(screen):
    told = (it.proto for it in screen.at.main.get("bidi_component"))
    return next(json.loads(it.json) for it in told if it.component_name == "portal_shortcuts")["keys"]


@pytest.mark.parametrize(("language", "done"), [("fr", "La note est ajoutée."), ("en", "The note is added.")])
def test_a_note_is_added_and_read_by_a_colleague_letter_for_letter(language, done):
    person = submitted()
    screen = case_of(person, language=language)
    screen.at.text_area(key="note_text").set_value("Voir <b>Zoé</b>.")

    screen.press("note_add")

    assert screen.notices("success") == [done]
    assert screen.at.text_area(key="note_text").value == ""
    assert "<p>Voir &lt;b&gt;Zoé&lt;/b&gt;.</p>" in case_of(person, worker("manager")).text


def test_an_empty_note_is_explained_and_a_long_one_stays_in_its_field():
    person = submitted()
    screen = case_of(person)
    screen.press("note_add")
    assert "La note est vide : rien n’a été ajouté." in screen.text

    screen.at.text_area(key="note_text").set_value("x" * 4001)
    screen.press("note_add")

    assert '<a href="#note_text">La note dépasse 4 000 caractères' in screen.text
    assert screen.at.text_area(key="note_text").value == "x" * 4001


def test_tags_are_chosen_from_the_list_and_what_a_colleague_changed_is_kept():
    person = submitted()
    screen = case_of(person)
    tags = next(it for it in screen.at.button_group if it.key == "tags")
    portal().casebook.tag(officer().actor, person.application_id, frozenset(["call_back"]), frozenset())

    tags.set_value(["second_look"])
    screen.run()

    chosen = portal().casebook.look(officer().actor, person.application_id).tags
    assert set(chosen) == {"call_back", "second_look"}
    assert '<li class="mark">À rappeler</li>' in screen.text


def test_what_the_last_round_brought_is_told_first():
    person = returned()

    screen = case_of(person)

    assert "Ce qui a changé depuis la soumission précédente" in screen.text
    new = "Première pièce d’identité, nouvelle copie (nouveau)"
    assert f"<li>Nouveau document : {new}</li>" in screen.text
    assert "Ce qui a changé" not in case_of(submitted()).text


def test_neighbours_are_facts_with_links_and_never_reach_the_applicant():
    first, second = submitted(), submitted()

    screen = case_of(first, language="en")

    assert [it.label for it in screen.at.expander if it.label.startswith("Same ")] != []
    assert f'<a href="/case?request={reference_of(second)}">{reference_of(second)}</a>' in screen.text
    assert "These are facts, never grounds of refusal by themselves" in " ".join(screen.notices("caption"))


def test_documents_never_opened_are_named_before_a_decision():
    person, newcomer = submitted(), worker("officer", "Ariane Fictif")
    form = (person.seen.documents or {})[DocumentKind.IMM5661]
    portal().page_looks.look(newcomer.actor, form.id, 1)
    screen = newcomer.open("officer/case.py", request=reference_of(person))

    screen.at.radio(key="outcome").set_value(Outcome.APPROVED)
    screen.run()

    advised = "Vous n’avez pas ouvert ce document : {}."
    said = unescape(screen.text)
    assert advised.format("Première pièce d’identité") in said
    assert advised.format("Formulaire IMM 5661 signé") not in said
    assert "preview" in screen.buttons


def test_the_keys_of_a_manager_do_not_lead_to_a_decision():
    person = submitted()

    assert "d" in [it["shown"] for it in keys_of(case_of(person))]
    assert "d" not in [it["shown"] for it in keys_of(case_of(person, worker("manager")))]


@pytest.mark.parametrize(("language", "you"), [("fr", "Vous"), ("en", "You")])
def test_an_officer_reads_her_own_figures_and_a_manager_those_of_teams(language, you):
    ana = worker("officer", "Ana Fictif")
    decided(submitted(), Outcome.APPROVED, by=ana)

    own = ana.open("manager/quality.py", language)
    all_of_them = worker("manager").open("manager/quality.py", language)

    assert f'<tr><th scope="row">{you}</th><td>1</td><td>1</td>' in own.text
    assert "Ana Fictif" not in all_of_them.text
    assert f'<th scope="row">{you}</th>' not in all_of_them.text


@pytest.mark.parametrize(
    ("language", "you", "reason"),
    [
        ("fr", "Vous", "Deuxième pièce d’identité non valide"),
        ("en", "You", "Second identity document not valid"),
    ],
)
def test_an_officer_reads_what_became_of_her_refusals_and_of_her_drafts(language, you, reason):
    ana = worker("officer", "Ana Fictif")
    person = decided(submitted(), Outcome.REFUSED, ana, reasons=(("second_id_not_valid", ""),))
    portal().reconsiderations.ask(person.actor, person.application_id, "Voyez <b>la copie</b>.")

    own = ana.open("manager/quality.py", language, view="contested")
    colleague = worker("officer").open("manager/quality.py", language, view="contested")

    numbers = "<td>1</td><td>0</td><td>0</td><td>1</td>"
    assert f'<tr><th scope="row">{you}</th>{numbers}<td>0</td></tr>' in own.text
    assert f'<tr><th scope="row">{reason}</th>{numbers}</tr>' in own.text
    assert reason not in colleague.text


def test_a_manager_reads_second_signatures_by_team_and_cause():
    person, ana = submitted(), worker("officer", "Ana Fictif")
    with portal().store.write() as tx:
        tx.add(draft_by(ana.actor.account_id, person.application_id))

    screen = worker("manager").open("manager/quality.py", view="signatures")

    row = '<th scope="row">Sans équipe</th><td>Échantillon</td>'
    assert f"<tr>{row}<td>1</td><td>0</td><td>0</td><td>1</td><td>0</td></tr>" in screen.text
