"""Published quarters before a manager: what a revision would show, its reason, and who may not come here."""

import pytest
from offices import officer, worker

from core.bootstrap import portal
from core.domain.statistics.periods import Month
from core.domain.statistics.publication import PublishedQuarter

SCREEN, PUBLISHED = "manager/publications.py", "stakeholder/statistics.py"
WINTER = Month.read("2025-01").quarter


@pytest.fixture(scope="module")
def manager():
    made = worker("manager", "Gestion Fictive")
    portal().publications._publish(WINTER)
    return made


def editions():
    with portal().outside.store.read() as tx:
        return tx.find(PublishedQuarter, quarter=WINTER.begins, order="revision")


@pytest.mark.parametrize(
    ("language", "title", "named", "nothing"),
    [
        ("fr", "Publications", "janvier 2025 à mars 2025", "Une révision montrerait les mêmes nombres"),
        ("en", "Publications", "January 2025 to March 2025", "A revision would show the same numbers"),
    ],
)
def test_a_manager_reads_the_editions_and_what_changed_since(manager, language, title, named, nothing):
    screen = manager.open(SCREEN, language)
    screen.at.selectbox(key="quarter").set_value(WINTER.begins)
    screen.run()

    assert screen.title == title
    assert named in screen.text
    assert nothing in screen.text


def test_a_revision_needs_a_reason_and_stakeholders_read_it_with_its_date(manager):
    screen = manager.open(SCREEN, "fr")
    screen.at.selectbox(key="quarter").set_value(WINTER.begins)
    screen.run()
    screen.press("publish")
    assert "Une révision dit pourquoi" in screen.text
    assert len(editions()) == 1

    screen.at.text_area(key="why").set_value("Une <b>erreur</b> de saisie.")
    screen.press("publish")

    assert "La révision est publiée." in screen.text
    assert [it.why for it in editions()] == ["", "Une <b>erreur</b> de saisie."]
    assert "Gestion Fictive" in screen.text
    read = worker("stakeholder").open(PUBLISHED, "fr")
    assert "Révision de janvier 2025 à mars 2025, publiée le" in read.text


@pytest.mark.parametrize("stranger", [officer, lambda: worker("stakeholder")], ids=["officer", "stakeholder"])
def test_nobody_else_comes_here(manager, stranger):
    assert stranger().open(SCREEN).title == "Cette page n’est pas pour votre compte"
