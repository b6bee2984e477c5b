"""What somebody types and has not sent yet, kept while it is typed: per person, place and field."""

import re
from datetime import datetime, timedelta
from uuid import UUID

from core.domain.accounts.identity import Role
from core.domain.records import Record

LONGEST = 20_000
"""Letters of one text; more is no longer kept."""
MOST = 300
"""Texts that one person may have kept at once."""
KEPT_FOR = timedelta(days=30)
"""How long a text stays that nobody came back to."""
OF_REQUESTS = {
    Role.OFFICER: re.compile(
        r"note_text|takeover_why|knows_why|objection|without_notice|reason_[a-z_]{1,60}_text"
        r"|overruled_[a-z0-9_]{1,80}|again_[0-9a-f-]{36}_reason|additional_[1-5]_reason"
    ),
    Role.MANAGER: re.compile(r"note_text"),
    Role.APPLICANT: re.compile(r"part_[a-z0-9_]{1,80}|text_[0-9a-f-]{36}"),
}
"""The fields on the screens of one request, by who writes in them."""
OF_SCREENS = {
    "queue": (re.compile(r"view_name|new_view_name"), (Role.OFFICER, Role.MANAGER)),
    "letter-texts": (re.compile(r"letter_[a-z0-9_]{1,80}"), (Role.MANAGER,)),
    "publications": (re.compile(r"why"), (Role.MANAGER,)),
    "rule": (re.compile(r"[a-z0-9_]{1,80}"), (Role.MANAGER,)),
    "proposal": (re.compile(r"[a-z0-9_]{1,80}"), (Role.MANAGER,)),
}
"""The fields on screens of no one request, and who writes in them."""


class KeptText(Record):
    """The words of one field as they were last typed.

    Shapes: `place` is a request's id or a screen's address, and what the screen is about after a slash;
            `version` grows with each change, so that two tabs do not overwrite each other unseen.
    """

    account_id: UUID
    place: str
    field: str
    application_id: UUID | None
    text: str
    kept_at: datetime
    version: int = 1

    def typed(self, text: str, at: datetime) -> "KeptText":
        """Return the field with other words in it."""
        return self.but(text=text, kept_at=at)


def is_known(role: Role, place: str, field: str) -> bool:
    """Say whether a field stands in the closed list, and this role writes in it."""
    if request_of(place):
        fields = OF_REQUESTS.get(role)
        return fields is not None and fields.fullmatch(field) is not None
    told = OF_SCREENS.get(place.partition("/")[0])
    return told is not None and role in told[1] and told[0].fullmatch(field) is not None


def request_of(place: str) -> UUID | None:
    """Return which request a place is about; none for a screen of no one request."""
    try:
        return UUID(place)
    except ValueError:
        return None
