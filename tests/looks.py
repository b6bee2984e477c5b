"""Officers who look at every page that a decision rests on, and answer the checklist, before they decide."""

from contextlib import suppress

from core.domain.errors import PortalError
from core.services.decisions.checklists import Checklists
from core.services.decisions.page_looks import PageLooks


def look_through(outside, actor, application_id):
    """Let an officer look at all that she must, and say that all holds; whoever may not sees nothing."""
    looking, lists = PageLooks(outside), Checklists(outside)
    with suppress(PortalError):
        for it in looking.pages(actor, application_id).missing:
            looking.look(actor, it.document.id, it.page)
        unanswered = lists.look(actor, application_id).unanswered
        if unanswered:
            lists.answer(actor, application_id, {it.code: True for it in unanswered})
