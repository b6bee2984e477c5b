"""Officers who look at every page that a decision rests on before they decide."""

from contextlib import suppress

from core.domain.errors import PortalError
from core.services.decisions.page_looks import PageLooks


def look_through(outside, actor, application_id):
    """Let an officer look at all that she must; whoever may not sees nothing."""
    looking = PageLooks(outside)
    with suppress(PortalError):
        for it in looking.pages(actor, application_id).missing:
            looking.look(actor, it.document.id, it.page)
