"""What happened to a request, in plain words: one for each event of the audit."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from uuid import UUID

from core.domain.application.application import Event
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import say, written

NOBODY: Mapping[UUID, str] = {}


def history(events: Sequence[Event], people: Mapping[UUID, str] = NOBODY) -> str:
    """Return the HTML of a list of events, in the order given.

    Shapes: `people` names those who work here, for each other only; everybody else reads a role.
            The same thing done several times in a row is one line.
    """
    runs = (list(run) for _, run in groupby(events, key=lambda event: (event.name, event.account_id)))
    return f'<ol class="history">{"".join(_row(run, people) for run in runs)}</ol>'


def _row(run: Sequence[Event], people: Mapping[UUID, str]) -> str:
    event = run[0]
    who = people.get(event.account_id, "") if event.account_id else ""
    text = say(f"history.{event.name.replace('.', '_')}")
    told = say("history.by", text=text, who=who or say(f"history.role_{event.role}"))
    if len(run) > 1:
        told = say("history.several", told=told, count=len(run))
    return f'<li><span class="when">{escape(written(event.occurred_at))}</span> {escape(told)}</li>'
