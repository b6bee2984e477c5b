"""The files behind a bar, as a list that leads to each."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from core.domain.application.application import Application
from core.domain.application.days import local_day
from core.domain.statistics.file_counts import EXPIRED
from core.domain.statistics.filters import LAPSED, MOST_DAYS, NOBODY, SENT, BarFilter
from core.services.statistics.figure_words import NOTHING
from core.services.statistics.statistics import Behind
from core.settings import settings
from pages.parts.shell.markdown import Markdown, joined, plain
from pages.parts.shell.session import say, written
from pages.parts.shell.tables import Link, table
from pages.parts.statistics.figure_words import figure_words

WORDS = ("reference", "name", "regulator", "decided_on", "state")


def about(behind: Behind) -> Markdown:
    """Return what the files have in common, as a list."""
    figures, wanted = figure_words(), behind.wanted
    conditions = [
        figures.say("about_condition", what=figures.say(f"column_{name}"), which=figures.named(name, code))
        for name, code in wanted.chosen.items()
    ]
    return joined(
        "  \n",
        [figures.say("about_period", period=figures.period(wanted.period)), *conditions, *_bar(behind.bar)],
    )


def _bar(bar: BarFilter) -> list[str]:
    figures = figure_words()
    told = [
        figures.say(f"behind_{bar.outcome}") if bar.outcome else "",
        figures.say("behind_asked") if bar.asked else "",
        figures.say("behind_reason", reason=figures.reason(bar.reason)) if bar.reason else "",
        figures.say("behind_only") if bar.only else "",
        figures.say("behind_other", reason=figures.reason(bar.other)) if bar.other else "",
        figures.say(f"rounds_{bar.rounds if bar.rounds in (1, 2) else 'more'}") if bar.rounds else "",
        _told(bar),
        "" if bar.days is None else figures.say(_days_word(bar.days), days=bar.days),
        _step(bar.step) if bar.step else "",
        figures.say("behind_question", question=figures.question(bar.question)) if bar.question else "",
    ]
    return [it for it in told if it]


def _told(bar: BarFilter) -> str:
    figures = figure_words()
    if bar.warned:
        done = figures.say(f"done_{bar.told}")
        return figures.say("behind_warned", reason=figures.reason(bar.warned), done=done)
    if bar.told in ("", NOBODY, SENT):
        return figures.say(f"behind_told_{bar.told}") if bar.told else ""
    return figures.say("behind_told_at", place=figures.say(f"place_{bar.told}"))


def _days_word(days: int) -> str:
    return "behind_days_more" if days >= MOST_DAYS else "behind_days"


def _step(step: str) -> str:
    figures = figure_words()
    if step in (EXPIRED, LAPSED):
        return figures.say(f"behind_{step}")
    return figures.say("behind_step", step=figures.say(f"step_{step}"))


def counted(behind: Behind) -> Markdown:
    """Return how many files there are, and how many of them are listed."""
    figures, shown = figure_words(), len(behind.rows)
    if shown == behind.count:
        return plain(figures.say("behind_count", count=figures.whole(shown)))
    return plain(figures.say("behind_some", count=figures.whole(behind.count), shown=figures.whole(shown)))


def files_table(rows: Sequence[Application]) -> str:
    """Return the HTML of files, in the order given."""
    headings = [say(f"statistics.column_{word}") for word in WORDS]
    return table(say("statistics.behind_title"), headings, [_row(it) for it in rows])


def _row(it: Application) -> list[str | Link]:
    return [
        Link(f"/case?request={quote(it.reference)}", it.reference),
        it.name,
        figure_words().named("regulator", it.regulator),
        _decided_on(it),
        say(f"staff.state_{it.state}"),
    ]


def _decided_on(it: Application) -> str:
    return written(local_day(it.decided_at, settings().zone)) if it.decided_at else NOTHING


def way_back(behind: Behind) -> str:
    """Return the HTML of the link back to the statistics the bar stands in."""
    return (
        f'<p><a href="/statistics?{urlencode(behind.wanted.codes)}">{say("statistics.behind_back")}</a></p>'
    )
