"""How a test asks what a verb refused."""

from core.domain.errors import PortalError


def refusal_of(call):
    """Return the refusal of a call, or None when it was carried out."""
    try:
        call()
    except PortalError as refusal:
        return refusal
    return None
