"""How long decisions took: on a page of its own, after sending, and beside a request that waits."""

import pytest
from paperwork import Seen, somebody_submitted

from core.bootstrap import portal
from core.domain.statistics.periods import Month
from core.services.statistics.usual_waits import UsualWait

MONTH = Month.read("2026-10")
WAITS = (UsualWait(MONTH, 1235, 6, 14), UsualWait(MONTH.plus(-1), 40, 1, 9))
SENTENCES = {
    "fr": "En octobre 2026, la moitié des décisions ont été prises en au plus 6 jours ouvrables "
    "de notre part, et neuf sur dix en au plus 14. Ce n’est pas une promesse.",
    "en": "In October 2026, half of the decisions took us at most 6 working days, "
    "and nine in ten at most 14. This is not a promise.",
}
MARKS = {"fr": "Données synthétiques", "en": "Synthetic data"}


@pytest.fixture
def told(monkeypatch):
    """Let the portal have counted these months already."""
    last = Month.of(portal().outside.today()).plus(-1)
    monkeypatch.setitem(portal().usual_waits._kept, last, WAITS)


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("fr", ["octobre 2026|6 jours|14 jours|1\xa0235", "septembre 2026|1 jour|9 jours|40"]),
        ("en", ["October 2026|6 days|14 days|1,235", "September 2026|1 day|9 days|40"]),
    ],
)
def test_everybody_reads_how_long_decisions_took(told, opened, language, rows):
    screen = opened("public/usual_waits.py", language)

    for row in rows:
        month, *cells = row.split("|")
        assert f'<th scope="row">{month}</th>' + "".join(f"<td>{it}</td>" for it in cells) in screen.text
    assert any(MARKS[language] in it.value for it in screen.at.caption)
    assert SENTENCES[language] in screen.text.replace("\xa0", " ")


@pytest.mark.parametrize(("language", "said"), [("fr", "Trop peu de décisions"), ("en", "Too few decisions")])
def test_where_little_was_decided_the_page_says_so(opened, language, said):
    screen = opened("public/usual_waits.py", language)

    assert said in screen.text
    assert "<table" not in screen.text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("screen", ["applicant/home.py", "applicant/confirmation.py"])
def test_who_waits_reads_how_long_it_took_others(told, language, screen):
    person = somebody_submitted()
    seen = Seen(screen, language, person.token, {"request": person.seen.application.reference})

    assert SENTENCES[language] in seen.text.replace("\xa0", " ")
    assert any(MARKS[language] in it.value for it in seen.at.caption)


def test_where_nothing_is_known_nothing_is_said_to_who_waits():
    person = somebody_submitted()

    assert "jours ouvrables de notre part" not in Seen("applicant/home.py", "fr", person.token).text
