"""Views of the desk and places in them, as addresses carry them."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.domain.desk.queues import OLDEST, QUEUES, SHOWN_STATES, SORTS, WHENS
from core.domain.desk.view import Mark, View
from core.domain.rules.lanes import LANES
from pages.parts.shell.request import whole_number

READ_AS: Mapping[str, Any] = {"clock_rank": int, "changed_at": datetime.fromisoformat}
"""How the value of a column is read back from an address; any other is a text."""


def view_of(told: Mapping[str, str], queue: str) -> View:
    """Return the view an address or a saved view tells; what means nothing here is left out.

    Shapes: `queue` is the one to open when none is named.
    """
    known: dict[str, Any] = {
        name: told[name] for name in ("regulator", "province", "reason", "text") if told.get(name)
    }
    state, sort, age = told.get("state", ""), told.get("sort", ""), told.get("age", "")
    return View(
        queue=told["queue"] if told.get("queue") in QUEUES else queue,
        state=state if state in SHOWN_STATES else "",
        age=whole_number(age, OLDEST),
        officer=_uuid(told.get("officer", "")),
        sort=sort if sort in SORTS else "",
        lane=told["lane"] if told.get("lane") in LANES else "",
        when=told["when"] if told.get("when") in WHENS else "",
        **known,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def mark_text(mark: Mark) -> str:
    """Return a mark as an address carries it."""
    value = mark.value.isoformat() if isinstance(mark.value, date) else mark.value
    return urlsafe_b64encode(json.dumps([value, mark.id.hex]).encode()).decode().rstrip("=")


def mark_read(text: str, column: str) -> Mark | None:
    """Return the mark of an address; none when there is none or it cannot be read."""
    try:
        value, id = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return Mark(READ_AS.get(column, str)(value), UUID(id))
    except (ValueError, TypeError, AttributeError):
        return None
