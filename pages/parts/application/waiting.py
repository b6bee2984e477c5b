"""How long decisions took lately, as a sentence and as a table."""

import streamlit as st

from core.bootstrap import portal
from core.domain.statistics.periods import Period
from core.services.statistics.figure_words import Telling
from core.services.statistics.usual_waits import UsualWait
from pages.parts.shell.session import language, say
from pages.parts.shell.tables import Cell, table


def draw_usual() -> None:
    """Draw within how many days decisions came in the last month told of; nothing where none is."""
    if waits := portal().waiting.usual():
        last = waits[0]
        st.markdown(say("waiting.usual", month=_month(last), half=last.half, most=last.most))
        draw_mark()


def draw_mark() -> None:
    """Say where the figures come from when they are made up."""
    if portal().waiting.is_made_up:
        st.caption(say("statistics.made_up_means"))


def table_text(waits: tuple[UsualWait, ...]) -> str:
    """Return the HTML of a table of months."""
    columns = [say(f"waiting.{name}") for name in ("month", "half", "most", "files")]
    return table(say("waiting.caption"), columns, [_row(it) for it in waits])


def _row(told: UsualWait) -> list[Cell]:
    return [_month(told), _days(told.half), _days(told.most), _telling().whole(told.files)]


def _days(count: int) -> str:
    return say("waiting.days" if count > 1 else "waiting.day", days=count)


def _month(told: UsualWait) -> str:
    return _telling().period(Period(told.month, told.month))


def _telling() -> Telling:
    return Telling(portal().library, language())
