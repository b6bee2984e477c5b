"""Whose a request is, and for which account somebody acts."""

from uuid import UUID

from core.domain.accounts.identity import Actor
from core.domain.application.application import Application
from core.domain.errors import NotAllowedError, NotFoundError
from core.domain.ports.store import Transaction


def own(tx: Transaction, actor: Actor, application_id: UUID) -> Application:
    """Return an application of the actor's own account.

    Raises: NotFoundError, the same for somebody else's as for none.
    """
    application = tx.get(Application, application_id)
    if application.account_id != actor.account_id:
        raise NotFoundError("not_found")
    return application


def account_of(actor: Actor) -> UUID:
    """Return the account the actor acts for.

    Raises: NotAllowedError.
    """
    if actor.account_id is None:
        raise NotAllowedError("not_allowed")
    return actor.account_id
