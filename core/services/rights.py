"""Who may call a verb: the first thing each verb says, and a table for the test that tries them all."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from core.domain.accounts.identity import Actor, Role
from core.domain.errors import NotAllowedError, RepeatableError

S = TypeVar("S")
P = ParamSpec("P")
T = TypeVar("T")
Verb = Callable[Concatenate[S, Actor, P], T]

again = retry(
    retry=retry_if_exception_type(RepeatableError),
    stop=stop_after_attempt(5),
    wait=wait_random_exponential(multiplier=0.005, max=0.2),
    reraise=True,
)
VERBS: dict[str, frozenset[Role]] = {}
OPEN_VERBS: set[str] = set()


def repeated(verb: Callable[P, T]) -> Callable[P, T]:
    """Do a verb again when PostgreSQL asks for it; nothing else is ever tried twice."""
    tried_again = again(verb)

    @wraps(verb)
    def tried(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return verb(*args, **kwargs)
        except RepeatableError:
            return tried_again(*args, **kwargs)

    return tried


def may(*roles: Role) -> Callable[[Verb[S, P, T]], Verb[S, P, T]]:
    """Let only these roles call a verb; whose record it is, the verb itself checks.

    Raises: NotAllowedError.
    """

    def guarded(verb: Verb[S, P, T]) -> Verb[S, P, T]:
        VERBS[verb.__qualname__] = frozenset(roles)

        @wraps(verb)
        @repeated
        def checked(self: S, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> T:
            if actor.role not in roles:
                raise NotAllowedError("not_allowed")
            return verb(self, actor, *args, **kwargs)

        return checked

    return guarded


def any_of(*roles: Role) -> Callable[[Callable[Concatenate[S, P], T]], Verb[S, P, T]]:
    """Let these roles call a verb to which it does not matter who of them it is; it is not told.

    Raises: NotAllowedError.
    """

    def guarded(verb: Callable[Concatenate[S, P], T]) -> Verb[S, P, T]:
        @wraps(verb)
        def untold(self: S, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> T:
            del actor  # the role was the whole check
            return verb(self, *args, **kwargs)

        return may(*roles)(untold)

    return guarded


def anyone(verb: Callable[P, T]) -> Callable[P, T]:
    """Mark a verb that people call before they are anybody: signing in, registering."""
    OPEN_VERBS.add(verb.__qualname__)
    return repeated(verb)


SIGNED_IN = tuple(role for role in Role if role is not Role.PORTAL)
"""Everybody with a session, whatever their role."""
PROVEN = tuple(role for role in SIGNED_IN if role is not Role.UNPROVEN)
"""Everybody with a session who has no security question left to answer."""
