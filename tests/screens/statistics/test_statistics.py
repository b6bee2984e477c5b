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
    ("language", "title", "mark"),
    [
        ("fr", "Statistiques des refus", "Données synthétiques"),
        ("en", "Refusal statistics", "Synthetic data"),
    ],
)
def test_those_who_work_here_see_the_answer_six_figures_and_the_charts_of_one_view(
    people, role, language, title, mark
):
    screen = people[role].open(STATISTICS, language)

    page = portal().statistics.page(people[role].actor, {}, language)
    assert screen.title == title
    assert mark in screen.text
    assert page.lead.split(".")[0] in screen.text
    assert len(screen.at.metric) == 6
    assert [it.proto.alt.split(".")[0] for it in screen.at.get("vega_lite_chart")] == [
        it.title for it in page.charts
    ]
    assert 'href="/figures/report.pdf?from=' in screen.text


def test_a_switch_turns_every_chart_into_its_table_with_its_files(people):
    screen = people["manager"].open(STATISTICS, "fr")
    screen.at.toggle(key="as_table").set_value(True)
    screen.run()

    assert screen.text.count("<table>") == 2
    assert "outcome=refused&amp;reason=second_id_not_valid" in screen.text
    assert all(f'href="/figures/reasons.{kind}?from=' in screen.text for kind in ("csv", "xlsx", "png"))


def test_the_address_chooses_what_is_counted_and_a_choice_writes_it(people):
    screen = people["manager"].open(
        STATISTICS, "fr", regulator="LSBC", **{"from": "2025-01", "to": "2025-02"}
    )
    assert "Organisme de réglementation : Barreau de la Colombie-Britannique" in screen.text
    assert "Aucun dossier ne répond à ces choix." in screen.text

    screen.at.selectbox(key="f_language").set_value("en")
    screen.run()

    told = {name: "".join(value) for name, value in screen.at.query_params.items()}
    assert told == {"from": "2025-01", "to": "2025-02", "regulator": "LSBC", "language": "en"}
    assert "Langue de correspondance : Anglais" in screen.text


def test_the_ledger_is_turned_by_what_is_chosen(people):
    screen = people["officer"].open(STATISTICS, "en", view="explore")

    assert len(screen.at.dataframe) == 1


def test_behind_a_bar_stand_its_files_each_a_link(people, refused):
    bar = {"outcome": "refused", "reason": "second_id_not_valid"}

    screen = people["officer"].open(FILES, "fr", **bar)

    assert screen.title == "Dossiers derrière une barre"
    assert f"/case?request={reference_of(refused)}" in screen.text
    assert "Motif : Deuxième pièce d’identité non valide" in screen.text


def test_an_address_without_a_bar_says_so(people):
    assert "ne dit pas quels dossiers montrer" in people["officer"].open(FILES, "fr").text


def test_stakeholders_see_only_what_is_published(people, refused):
    screen = people["stakeholder"].open(PUBLISHED, "en")

    assert screen.title == "Published statistics"
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
    assert people["manager"].open(PUBLISHED).title == "Cette page n’est pas pour votre compte"
