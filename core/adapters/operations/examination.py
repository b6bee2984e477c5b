"""Looks whether everything the portal leans on is there, and says what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from core.adapters.letters.mail import SmtpMailer
from core.adapters.operations.outside import Outside
from core.adapters.store.backup import unnamed
from core.adapters.store.store import SqlStore
from core.domain.errors import ConfigurationError, NotFoundError, PortalError
from core.domain.form.papers import FormRequest, FormRow

CUT_OFF = timedelta(hours=1)
"""So old is a file without a record when nobody is about to write that record any more."""
PROBE = b"%PDF-probe of the file store\n"


@dataclass(frozen=True)
class Diagnosis:
    """One thing looked at: its name, whether it is well, and what was seen."""

    name: str
    well: bool
    seen: str


Sentence = Callable[[PortalError], str]


def examine(outside: Outside, opened: Callable[[], SqlStore], sentence: Sentence) -> list[Diagnosis]:
    """Look at the database, the files, the mail and the fonts, each whatever the others say."""
    looks: dict[str, Callable[[], str]] = {
        "database": lambda: _database(opened()),
        "files": lambda: _files(outside),
        "records": lambda: _records(opened, outside),
        "mail": lambda: _mail(outside),
        "fonts": lambda: _fonts(outside),
    }
    return [_looked(name, look, sentence) for name, look in looks.items()]


def _looked(name: str, look: Callable[[], str], sentence: Sentence) -> Diagnosis:
    try:
        return Diagnosis(name, well=True, seen=look())
    except PortalError as refusal:
        cause = refusal.__cause__
        seen = f"{type(cause).__name__}: {cause}" if cause else sentence(refusal)
        return Diagnosis(name, well=False, seen=seen)
    except Exception as fault:  # noqa: BLE001 whatever is wrong is what the doctor is asked to say
        return Diagnosis(name, well=False, seen=f"{type(fault).__name__}: {fault}")


def _database(store: SqlStore) -> str:
    return f"{store.url.get_backend_name()}, schema {store.schema_number()}"


def _files(outside: Outside) -> str:
    key = outside.vault.keep(PROBE, "application/pdf")
    same = sha256(outside.vault.read(key)).digest() == sha256(PROBE).digest()
    outside.vault.erase(key)
    if not same:
        raise NotFoundError("not_found")
    return "written, read back and erased"


def _records(opened: Callable[[], SqlStore], outside: Outside) -> str:
    """Say that each file has its record; an upload that was cut off may leave one without."""
    try:
        store = opened()
    except PortalError:
        return "not compared with the files: there is no database"
    if not store.schema_number():
        return "none yet"
    if keys := unnamed(store, outside.vault, datetime.now(UTC) - CUT_OFF):
        raise ConfigurationError("files_unnamed", count=len(keys))
    return "no file is kept that no record names"


def _mail(outside: Outside) -> str:
    if not isinstance(outside.mailer, SmtpMailer):
        return "demonstration: letters go to the mailbox page, no connection is opened"
    outside.mailer.check()
    return "the mail server answers"


def _fonts(outside: Outside) -> str:
    rows = (FormRow(label="Nom", value="Łukasz Nguyễn Ñuñez O'Brien"),)
    request = FormRequest(
        language="fr", reference="RRA-0000-0000", print_number=1, digest="0" * 64, printed_on="-",
        blocks={"representative": rows, "request": (), "identity": (), "attestation": ()},
    )  # fmt: skip
    return f"the form is drawn, {outside.paper.form(request).pages} page(s)"
