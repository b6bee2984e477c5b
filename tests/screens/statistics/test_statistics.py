"""The statistics on their screens: for those who work here with the files, for stakeholders without."""

import pytest
from offices import administrator, approved, decided, officer, reference_of, worker
from opening import Opened
from paperwork import Seen, submitted

from core.bootstrap import portal
from core.domain.application.application import Outcome

STATISTICS, FILES, PUBLISHED = "manager/statistics.py", "manager/files.py", "stakeholder/statistics.py"


@pytest.fixture(scope="module")
def refused():
    """Return somebody refused for one reason, beside somebody approved."""
    approved()
    return decided(submitted(), Outcome.REFUSED, reasons=(("second_id_not_valid", ""),))


@pytest.fixture(scope="module")
def people(refused):
    return {"manager": worker("manager"), "officer": officer(), "stakeholder": worker("stakeholder")}


@pytest.mark.parametrize("role", ["manager", "officer"])
@pytest.mark.parametrize(
    ("language", "title", "mark", "reason"),
    [
        ("fr", "Statistiques des refus", "Données synthétiques", "Deuxième pièce d&#x27;identité non valide"),
        ("en", "Refusal statistics", "Synthetic data", "Second identity document not valid"),
    ],
)
def test_those_who_work_here_see_every_chart_with_its_table_and_its_files(
    people, role, language, title, mark, reason
):
    screen = people[role].open(STATISTICS, language)

    assert screen.title == title
    assert screen.notices("info")[0].startswith(mark)
    page = portal().statistics.page(people[role].actor, {}, language)
    assert screen.text.count("<table>") == sum(bool(it.rows) for it in page.charts) > 8
    assert f'outcome=refused&amp;reason=second_id_not_valid">{reason}</a>' in screen.text
    assert 'href="/figures/reasons.csv?from=' in screen.text
    assert 'href="/figures/reasons.png?from=' in screen.text
    assert 'href="/figures/report.pdf?from=' in screen.text


def test_the_address_chooses_what_is_counted_and_the_form_writes_it(people):
    screen = people["manager"].open(
        STATISTICS, "fr", regulator="LSBC", **{"from": "2025-01", "to": "2025-02"}
    )
    assert "Organisme de réglementation : Barreau de la Colombie-Britannique" in screen.text
    assert "Aucun dossier ne répond à ces choix." in screen.text

    box = next(it for it in screen.at.selectbox if it.label == "Langue de correspondance")
    box.set_value("en")
    screen.submit("Afficher")

    told = {name: "".join(value) for name, value in screen.at.query_params.items()}
    assert told == {"from": "2025-01", "to": "2025-02", "regulator": "LSBC", "language": "en"}
    assert "Langue de correspondance : Anglais" in screen.text


def test_behind_a_bar_stand_its_files_each_a_link(people, refused):
    bar = {"outcome": "refused", "reason": "second_id_not_valid"}

    screen = people["officer"].open(FILES, "fr", **bar)

    assert screen.title == "Dossiers derrière une barre"
    assert f"/case?request={reference_of(refused)}" in screen.text
    assert "Motif : Deuxième pièce d'identité non valide" in screen.text


def test_an_address_without_a_bar_says_so(people):
    assert "ne dit pas quels dossiers montrer" in people["officer"].open(FILES, "fr").text


def test_stakeholders_see_only_what_is_published(people, refused):
    screen = people["stakeholder"].open(PUBLISHED, "en")

    assert screen.title == "Published statistics"
    assert "Every number from 0 to 5 is hidden" in screen.text
    assert "statistics-files" not in screen.text
    assert reference_of(refused) not in screen.text


@pytest.mark.parametrize("screen", [STATISTICS, FILES])
def test_stakeholders_administrators_and_applicants_see_no_file_and_no_small_number(people, refused, screen):
    others = [
        people["stakeholder"].open(screen, outcome="refused"),
        administrator().open(screen, outcome="refused"),
        Seen(screen, "fr", refused.token, {"outcome": "refused"}),
        Opened(screen, "fr"),
    ]

    assert [reference_of(refused) in it.text or "<table>" in it.text for it in others] == [False] * 4


def test_a_manager_does_not_need_what_is_published(people):
    assert people["manager"].open(PUBLISHED).title == "Cette page n'est pas pour votre compte"
