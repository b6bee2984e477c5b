"""The statements of charts: found to read the ledger and nothing else, then run over one filter's rows."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from core.adapters.statistics.figures_sql import CountStatement, told_of
from core.domain.errors import ConfigurationError
from core.domain.statistics.chart_file import ChartFile, Charts

PROFILE = "regulator, province, language, licence"
SOURCES: Mapping[str, tuple[str, ...]] = {
    "outcome": ("period", "month", "outcome", *PROFILE.split(", "), "rounds", "days", "theirs", "reasons",
                "touched", "told", "files"),
    "reason": ("period", "month", *PROFILE.split(", "), "reason", "place", "done", "files"),
    "telling": ("period", "month", "outcome", *PROFILE.split(", "), "reason", "place", "done", "given",
                "files"),
    "step": ("period", "month", "step", "question", "is_over", *PROFILE.split(", "), "files"),
    "ending": ("period", "month", "step", *PROFILE.split(", "), "files"),
    "published": ("quarter", "measure", "by_what", "category", "files"),
}  # fmt: skip
"""What a chart's statement may read, and the columns of each."""
FUNCTIONS = frozenset({
    "sum", "count", "min", "max", "avg", "coalesce", "nullif", "round", "abs", "greatest", "least", "case",
    "if", "cast", "and", "or", "lag", "rownumber", "explode", "unnest", "stringtoarray", "split",
    "strposition",
})  # fmt: skip
"""Functions that every database here has, by sqlglot's names for them."""
PLACE, DONE = (f"split_part({told_of('reason')}, ':', {place})" for place in (1, 2))
DERIVED = ("label", "told", "says", "day", "on", "code")
"""What a picture may name beside the columns of its statement."""
NOW = "CASE WHEN {month} >= :first THEN 'now' ELSE 'before' END AS period"


def faults_of(charts: Charts) -> list[str]:
    """Return what is wrong with charts and layouts, in words, each naming its file."""
    found = [f"{it.code}.toml: {fault}" for it in charts.files.values() for fault in _faults(it)]
    for name, layout in charts.layouts.items():
        named = [*(code for view in layout.views for code in view.charts), *layout.report]
        found += [f"{name}.toml: no chart is called {it!r}" for it in named if it not in charts.files]
    shown = {code for layout in charts.layouts.values() for view in layout.views for code in view.charts}
    lost = set(charts.files) - shown if charts.layouts else ()
    return [*found, *(f"{code}.toml: no view of data/charts/layouts shows it" for code in sorted(lost))]


def refuse_faulty(charts: Charts) -> None:
    """Refuse charts whose statement reads anything but the ledger, or whose parts do not fit together.

    Raises: ConfigurationError naming each file's fault.
    """
    if faults := faults_of(charts):
        raise ConfigurationError("content_faulty", folder="data/charts", fault="; ".join(faults))


def _faults(chart: ChartFile) -> list[str]:
    try:
        (tree,) = sqlglot.parse(chart.sql, read="postgres")
    except (SqlglotError, ValueError) as fault:
        return [f"the statement cannot be read: {str(fault).splitlines()[0]}"]
    if not isinstance(tree, exp.Query):
        return ["the statement must be one SELECT"]
    return [*_strange(tree, chart), *_unfit(tree, chart)]


def _strange(tree: exp.Query, chart: ChartFile) -> list[str]:
    own = {it.alias for it in tree.find_all(exp.CTE)} | {it.alias for it in tree.find_all(exp.Subquery)}
    offered = {"published"} if chart.protection == "published" else set(SOURCES) - {"published"}
    tables = {it.name for it in tree.find_all(exp.Table)}
    named = {it.alias for it in tree.find_all(exp.Alias)} | {"period", *chart.shares}
    columns = {name for table in tables & offered for name in SOURCES[table]} | named
    columns |= {it.name for table in tree.find_all(exp.TableAlias) for it in table.columns}
    strange = [
        *(f"there is no table {it!r}; there are {', '.join(sorted(offered))}"
          for it in tables - offered - own),
        *(f"there is no column {it.name!r}" for it in tree.find_all(exp.Column) if it.name not in columns),
        *(f"the function {it.key!r} is not among those allowed" for it in tree.find_all(exp.Func)
          if it.key not in FUNCTIONS),
    ]  # fmt: skip
    strange += [
        f"{it.sql()!r} may not stand here"
        for it in tree.find_all(exp.Placeholder, exp.Into, exp.Star)
        if not isinstance(it.parent, exp.Count)
    ]
    return sorted(set(strange))


def _unfit(tree: exp.Query, chart: ChartFile) -> list[str]:
    given = set(tree.named_selects)
    wanted = {*chart.columns, *(it for pair in chart.shares.values() for it in pair)} - set(chart.shares)
    wanted |= {it.removeprefix("$") for it in chart.bar.values() if it.startswith("$")}
    wanted |= {chart.press} - {""}
    wanted |= {"files"} if chart.bar else set()
    unknown = [f"the statement gives no column {it!r}" for it in sorted(wanted - given)]
    drawn = {*given, *chart.shares, *DERIVED, *(f"{name}_text" for name in chart.columns)}
    drawn |= {f"{name}_{end}" for name in chart.shares for end in ("low", "high")}
    named, made = _fields(chart.spec)
    unknown += [f"the picture names {it!r}, which no row has" for it in sorted(named - made - drawn)]
    return unknown if not chart.spec or "data" in chart.spec else [*unknown, "the picture names no data"]


def _fields(spec: Any) -> tuple[set[str], set[str]]:
    """Return the fields that a picture names, and those that its own transforms make."""
    if isinstance(spec, list):
        parts = cast("list[Any]", spec)
    elif isinstance(spec, Mapping):
        parts = list(cast("Mapping[str, Any]", spec).values())
    else:
        return set(), set()
    below = [_fields(it) for it in parts]
    named, made = (set[str]().union(*(it[place] for it in below)) for place in (0, 1))
    if isinstance(spec, Mapping):
        told = cast("Mapping[str, Any]", spec)
        named |= {it for it in (told.get("field"),) if isinstance(it, str)}
        made |= {it for it in (told.get("as"),) if isinstance(it, str)}
    return named, made


@cache
def _text(sql: str) -> str:
    """Return a chart's statement as what follows a list of named queries."""
    return f", {sql[4:].strip()}" if sql.lstrip().upper().startswith("WITH") else f" {sql}"


def statement(chart: ChartFile, asked: CountStatement) -> str:
    """Return a chart's statement over one filter's rows."""
    chosen = asked.conditions
    reason = "" if chart.whole else asked.reason
    both = "BETWEEN :before AND :last"
    sources = f"""outcome AS (
    SELECT {NOW.format(month="month")}, month, outcome, {PROFILE}, rounds, days, theirs, reasons, touched,
        told, files FROM outcome_entry WHERE month {both}{chosen}{reason}
), reason AS (
    SELECT period, month, {PROFILE}, reason, {PLACE} AS place, {DONE} AS done, files FROM (
        SELECT period, month, {PROFILE}, told, unnest(string_to_array(reasons, ' ')) AS reason, files FROM (
            SELECT period, month, {PROFILE}, told, reasons, sum(files) AS files FROM outcome
            WHERE outcome = 'refused' GROUP BY period, month, {PROFILE}, told, reasons HAVING sum(files) <> 0
        ) r
    ) g
), telling AS (
    SELECT period, month, outcome, {PROFILE}, split_part(word, ':', 1) AS reason,
        split_part(word, ':', 2) AS place, split_part(word, ':', 3) AS done,
        CASE WHEN strpos(' ' || reasons || ' ', ' ' || split_part(word, ':', 1) || ' ') > 0
            THEN 1 ELSE 0 END AS given, files
    FROM (
        SELECT period, month, outcome, {PROFILE}, reasons, unnest(string_to_array(told, ' ')) AS word, files
        FROM (
            SELECT period, month, outcome, {PROFILE}, told, reasons, sum(files) AS files FROM outcome
            WHERE told <> '' GROUP BY period, month, outcome, {PROFILE}, told, reasons HAVING sum(files) <> 0
        ) t
    ) w
), step AS (
    SELECT {NOW.format(month="opened_month")}, opened_month AS month, step, question,
        last_day < :today AS is_over, {PROFILE}, files FROM step_entry WHERE opened_month {both}{chosen}
    UNION ALL SELECT CASE WHEN opened_on >= :begins THEN 'now' ELSE 'before' END, month, 'decided', '', TRUE,
        {PROFILE}, files FROM outcome_entry WHERE opened_on >= :since AND opened_on < :ends{chosen}
), ending AS (
    SELECT {NOW.format(month="last_month")}, last_month AS month, step, {PROFILE}, files FROM step_entry
    WHERE last_month {both} AND last_day < :today{chosen}
)"""
    if chart.protection == "published":
        sources = """published AS (
    SELECT q.quarter, c.measure, c.by_what, c.category, c.shown AS files
    FROM published_count c JOIN published_quarter q ON q.id = c.edition_id
    WHERE q.quarter >= :begins AND q.quarter < :ends AND NOT EXISTS (
        SELECT 1 FROM published_quarter n WHERE n.quarter = q.quarter AND n.revision > q.revision
    )
)"""
    return f"WITH {sources}{_text(chart.sql)}"
