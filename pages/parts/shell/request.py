"""What a browser's request says: its cookies, its languages, where it wants to go."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.application.content import LANGUAGES, Language
from core.settings import settings

LANGUAGE_COOKIE = "portal_language"
BROWSER_COOKIE = "portal_browser"
PARTNER_COOKIE = "portal_partner"
GUEST_COOKIE = "portal_guest"
"""Which invented applicant a browser saw last, in a demonstration."""


@dataclass(frozen=True)
class Request:
    """The part of a request that screens may look at."""

    cookies: Mapping[str, str] = field(default_factory=dict[str, str])
    languages: str = ""
    browser: str = ""
    address: str = ""

    @property
    def mark(self) -> str:
        """Return the word by which the browser is known again, kept in its cookie."""
        return self.cookies.get(BROWSER_COOKIE, "")


def whole_number(text: str, most: int = 999_999_999, otherwise: int = 0) -> int:
    """Return the number that a text in an address stands for, no larger than the most; else another.

    Shapes: signs such as ² are digits too, and no numbers; nobody means one of more than nine digits.
    """
    plain = text.isascii() and text.isdigit() and len(text) <= 9
    return min(int(text), most) if plain else otherwise


def session_cookie() -> str:
    """Return the session cookie's name; in production the browser itself ties it to this host and to TLS."""
    return "__Host-portal_session" if settings().secure_cookies else "portal_session"


def chosen_language(cookies: Mapping[str, str], languages: str) -> Language:
    """Return the language picked before, else the first one the browser reads that we write, else French."""
    for told in (cookies.get(LANGUAGE_COOKIE, ""), *languages.split(",")):
        for language in LANGUAGES:
            if told.strip().lower().startswith(language):
                return language
    return "fr"


def local_path(wanted: str) -> str:
    """Return a path of this portal, or the first page when the wanted one leads elsewhere."""
    return wanted if re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", wanted) else "/"
