"""What a change would have done to decided applications: figures with bars, and the files themselves."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import PortalError
from core.domain.rules.replay import (
    WHICH,
    ChangedFile,
    DecisionDays,
    ReplayCounts,
    ReplayFigures,
    RuleCounts,
    Which,
)
from core.domain.rules.rule_changes import RuleChange
from core.services.rules.trials import PAGE
from core.settings import settings
from pages.parts.rules.lab import number
from pages.parts.shell.markdown import Markdown, escape
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, language, say, written
from pages.parts.shell.tables import BarCell, Cell, Link, table
from pages.parts.shell.viewer import pairs

COUNTED = ("added", "added_though_approved", "removed", "removed_though_refused", "not_evaluated")
OF_RULE = (
    "fails_before", "fails_after", "newly", "newly_though_approved", "no_longer", "no_longer_though_refused",
    "not_evaluated",
)  # fmt: skip
Names = Mapping[str, str]


def draw_figures(figures: ReplayFigures, touched: Sequence[str], names: Names) -> None:
    """Draw a replay's figures: in a sentence, altogether, rule by rule, by regulator and by month."""
    if not settings().in_production:
        st.markdown(say("replay.synthetic"))
    st.markdown(summary(figures))
    st.html(f'<div class="glance">{pairs(totals(figures.total))}</div>')
    mine = [row for row in figures.rules if row.id in touched]
    others = [row for row in figures.rules if row.id not in touched]
    st.html(rules_table(say("replay.by_rule"), mine, names))
    regulators = {_regulator(code): cell for code, cell in figures.regulators.items()}
    st.html(cells_table(say("replay.by_regulator"), say("replay.regulator"), regulators))
    months = {f"{month:%Y-%m}": cell for month, cell in figures.months.items()}
    st.html(cells_table(say("replay.by_month"), say("replay.month"), months))
    with st.expander(say("replay.other_rules", count=len(others)), key="other_rules"):
        st.html(rules_table(say("replay.all_others"), others, names))


def summary(figures: ReplayFigures) -> Markdown:
    """Return in a sentence what would change."""
    total = figures.total
    told = {name: number(getattr(total, name)) for name in ("files", "added", "removed", "against")}
    return say("replay.summary" if total.files else "replay.nothing_decided", **told, day=figures.day)


def totals(total: ReplayCounts) -> list[tuple[str, str]]:
    """Return the figures of all files, each with its name."""
    names = ("files", "approved", "refused", *COUNTED)
    return [(say(f"replay.{name}"), number(getattr(total, name))) for name in names]


def rules_table(caption: str, rows: Sequence[RuleCounts], names: Names) -> str:
    """Return the HTML of what each rule says before and after."""
    cells: list[list[Cell]] = [
        [names.get(row.id, row.id), *(number(getattr(row, name)) for name in OF_RULE)] for row in rows
    ]
    columns = [say("replay.rule"), *(say(f"replay.{name}") for name in OF_RULE)]
    return f"<h3>{escape(caption)}</h3>{table(caption, columns, cells)}"


def cells_table(caption: str, first: str, cells: Mapping[str, ReplayCounts]) -> str:
    """Return the HTML of figures by regulator or month, with bars for what would change."""
    most = max((max(cell.added, cell.removed) for cell in cells.values()), default=0) or 1
    rows: list[list[Cell]] = [
        [name, number(cell.files), *(_figure(cell, column, most) for column in COUNTED)]
        for name, cell in cells.items()
    ]
    columns = [first, say("replay.files"), *(say(f"replay.{column}") for column in COUNTED)]
    return f"<h3>{escape(caption)}</h3>{table(caption, columns, rows)}"


def _figure(cell: ReplayCounts, column: str, most: int) -> Cell:
    count = getattr(cell, column)
    return BarCell(number(count), count / most) if column in ("added", "removed") else number(count)


def _regulator(code: str) -> str:
    regulators = portal().library.questionnaire.regulators
    return next((it.name.of(language()) for it in regulators if it.code == code), code)


def draw_files(here: Here, change: RuleChange, period: DecisionDays, names: Names) -> None:
    """Draw the files that a change touches, a page of them, those that one wants to see."""
    st.header(say("replay.the_files"), anchor=False)
    which: Which = st.selectbox(
        say("replay.which"), WHICH, 0, lambda it: say(f"replay.which_{it}"), key="which", on_change=_to_first
    )
    after = st.session_state.get("files_after")
    try:
        rows = portal().rule_lab.files(here.actor, change, period, which, after)
    except PortalError as refusal:
        error_notice(refusal)
        return
    if not rows:
        st.markdown(say("replay.no_files"))
        return
    st.html(files_table(rows, names))
    if len(rows) == PAGE:
        st.button(say("replay.older"), key="older", on_click=_to_older, args=(rows[-1].application_id,))
    if after is not None:
        st.button(say("replay.newest"), key="newest", on_click=_to_first)


def _to_older(after: UUID) -> None:
    st.session_state["files_after"] = after


def _to_first() -> None:
    st.session_state["files_after"] = None


def files_table(rows: Sequence[ChangedFile], names: Names) -> str:
    """Return the HTML of files, each with what the rules would say of it."""
    words = ("file", "name", "regulator", "decided_at", "decision", "change", "because")
    cells: list[list[Cell]] = [
        [
            Link(f"/case?request={row.reference}", row.reference),
            row.name,
            _regulator(row.regulator),
            written(row.decided_at),
            say("replay.was_approved" if row.approved else "replay.was_refused"),
            _change(row),
            _because(row, names),
        ]
        for row in rows
    ]
    return table(say("replay.the_files"), [say(f"replay.{word}") for word in words], cells)


def _change(row: ChangedFile) -> str:
    """Return what would change of a file, and whether that goes against its officer."""
    word = "added" if row.added else "removed" if row.removed else "neither"
    told = say(f"replay.change_{word}")
    return say("replay.against_officer", told=told) if row.against else told


def _because(row: ChangedFile, names: Names) -> str:
    """Return the rules that say something else, or can say nothing."""
    told = {"newly": row.newly, "no_longer": row.no_longer, "not_evaluated": row.not_evaluated}
    return "; ".join(
        say(f"replay.because_{word}", rules=", ".join(names.get(id, id) for id in ids))
        for word, ids in told.items()
        if ids
    )
