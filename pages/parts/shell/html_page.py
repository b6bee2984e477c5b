"""The HTML page that carries Streamlit: its language, title, style sheet, and what it may run."""

import base64
import re
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from streamlit import file_util

from core.bootstrap import portal
from core.domain.application.content import Language
from pages.parts.shell.streamlit_dom import resolved

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = ("portal.js", "presses.js", "connection.js")
SERVED = {"portal.css": "text/css", "icon.svg": "image/svg+xml"} | dict.fromkeys(SCRIPTS, "text/javascript")
CONNECTION = ("lost", "back", "never", "again")
POLICY = (
    "default-src 'none'; script-src 'self' blob: {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "worker-src 'self' blob:; manifest-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)


@cache
def _streamlit_page() -> str:
    return (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """Return the content security policy, with the hash of each script that stands in Streamlit's page."""
    scripts = re.findall(r"<script>(.*?)</script>", _streamlit_page(), re.DOTALL)
    digests = (base64.b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    return POLICY.format(hashes=" ".join(f"'sha256-{digest}'" for digest in digests))


@cache
def asset(name: str) -> bytes:
    """Return one file of the frame."""
    return resolved((ASSETS / name).read_text(encoding="utf-8")).encode()


def address_of(name: str) -> str:
    """Return the address of a file; it changes with the content, so that browsers may keep it a year."""
    return f"/assets/{sha256(asset(name)).hexdigest()[:12]}/{name}"


@cache
def page(language: Language) -> str:
    """Return Streamlit's page in one language, with our style sheet and script."""
    words = " ".join(f'data-{word}="{_say(f"connection_{word}", language)}"' for word in CONNECTION)
    scripts = "".join(f'<script defer src="{address_of(name)}"></script>' for name in SCRIPTS)
    style = f'<link rel="stylesheet" href="{address_of("portal.css")}" />'
    ours = f'{style}<meta name="connection" {words} />{scripts}'
    changes = (
        (r'<html lang="en">', f'<html lang="{language}">'),
        (r"<title>.*?</title>", f"<title>{_say('title', language)}</title>{ours}"),
        (r'href="\./favicon\.png"', f'href="{address_of("icon.svg")}"'),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{_say('no_script', language)}</p></noscript>"),
    )
    html = _streamlit_page()
    for pattern, text in changes:
        html, found = re.subn(pattern, lambda _, text=text: text, html, count=1, flags=re.DOTALL)
        if not found:
            raise RuntimeError(f"Streamlit's page has changed: {pattern} is no longer in it")
    return html


def notice(sentence: str, language: Language) -> str:
    """Return a small page that says one sentence and leads back to the first page."""
    name = _say("name", language)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="UTF-8" />'
        f'<meta name="viewport" content="width=device-width" /><title>{name}</title>'
        f'<link rel="stylesheet" href="{address_of("portal.css")}" /></head>'
        f'<body class="portal-notice"><main><h1>{name}</h1><p>{escape(sentence)}</p>'
        f'<p><a href="/">{_say("first_page", language)}</a></p></main></body></html>'
    )


def _say(key: str, language: Language) -> str:
    return escape(portal().library.say(f"frame.{key}", language))
