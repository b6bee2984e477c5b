"""What those who run the portal can have it do: its commands, its start, its restoration."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, astuple
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from core.adapters.operations.content_files import load_cases, load_facts
from core.adapters.operations.control import Control, ask
from core.adapters.operations.examination import CUT_OFF, Diagnosis, examine
from core.adapters.operations.pair_files import (
    NAMES,
    NUMBERS,
    names_compared,
    numbers_compared,
    rows_told,
)
from core.adapters.operations.register_commands import register_commands
from core.adapters.registers.likeness import alike
from core.adapters.rules.edition_text import edition_written
from core.adapters.statistics.ledger_export import export
from core.adapters.store.backup import Manifest, backup, unnamed
from core.adapters.store.memory import MemoryStore
from core.adapters.store.restore import restore
from core.bootstrap import (
    VERSION,
    Portal,
    demonstration,
    outside_of,
    portal,
    sentence,
    store_of,
    vault_of,
)
from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Application
from core.domain.errors import ConfigurationError
from core.domain.registers.likeness import Likeness
from core.domain.rules.rules import VERDICTS
from core.services.rules.judgement import Verdicts
from core.services.rules.rule_checks import book_faults
from core.settings import ROOT, settings


def store_commands(here: Portal) -> dict[str, Callable[..., dict[str, Any]]]:
    """Return the operations that need the store, by name, for the control socket and the command line."""

    def copied(folder: str) -> dict[str, Any]:
        told = backup(here.store, here.vault, Path(folder), edition=VERSION)
        return {"rows": sum(told.rows.values()), "files": len(told.files), "unsound": told.unsound}

    def added(user_code: str, password: str, role: str, name: str) -> dict[str, Any]:
        return {"id": str(here.accounts.add(PORTAL_ITSELF, user_code, password, role, name))}

    def unlocked(name: str) -> dict[str, Any]:
        here.accounts.unlock(PORTAL_ITSELF, name)
        return {}

    def explained(reference: str) -> dict[str, Any]:
        return {"lines": told_lines(here.judgements.explain(PORTAL_ITSELF, reference))}

    def invented(applications: int, months: int | None, seed: int | None) -> dict[str, Any]:
        return {"states": fill_empty(here, applications, months, seed)}

    def handed_out(target: str) -> dict[str, Any]:
        return {"files": export(here.store, target)}

    def looked_at(file: str) -> dict[str, Any]:
        pages = here.scans.look(PORTAL_ITSELF, Path(file).read_bytes())
        return {"pages": [page.model_dump(mode="json") for page in pages]}

    return {
        "doctor": lambda: _findings(examine(here.outside, lambda: here.store, sentence)),
        "migrate": lambda: {"schema": here.store.schema_number()},
        "expire": lambda: {"expired": here.oversight.expire(PORTAL_ITSELF)},
        "backup": copied,
        "deliver": lambda: {"delivered": here.correspondence.deliver(PORTAL_ITSELF)},
        "audit": lambda: {"broken": here.oversight.verify_audit(PORTAL_ITSELF)},
        "account": added,
        "account unlock": unlocked,
        "explain": explained,
        "demo": invented,
        "scan": looked_at,
        "retention": partial(_retained, here),
        "export": lambda: {"text": edition_written(here.rule_lab.book(PORTAL_ITSELF).today)},
        "figures export": handed_out,
        **register_commands(here.registers),
    }


def _retained(here: Portal, dry_run: bool) -> dict[str, Any]:
    verbs = here.retention
    if dry_run:
        return {"due": [astuple(it) for it in verbs.due(PORTAL_ITSELF)]}
    erased = asdict(verbs.erase(PORTAL_ITSELF))
    keys = unnamed(here.store, here.vault, datetime.now(UTC) - CUT_OFF)
    for key in keys:
        here.vault.erase(key)
    return {**erased, "unnamed": len(keys)}


def rule_faults() -> list[tuple[str, str]]:
    """Return what is wrong with the rule book of the data folder: which rule or reason, and a sentence."""
    outside = outside_of(settings(), MemoryStore(), vault_of(settings()))
    found = book_faults(outside, outside.rule_book.rules, load_cases(ROOT / "data" / "cases"))
    return [(fault.about, sentence(fault.refusal)) for fault in found]


def compared(kind: str, file: Path) -> Iterator[list[str]]:
    """Yield the rows of a CSV file of pairs of `names` or `identifiers`, each with what they come to.

    Raises: ValueError when a column is missing.
    """
    library = outside_of(settings(), MemoryStore(), vault_of(settings())).library
    if kind == "names":
        return rows_told(file, NAMES, names_compared(Likeness(library.names, alike)))
    return rows_told(file, NUMBERS, numbers_compared(library.questionnaire))


def judged_cases(file: Path) -> list[str]:
    """Return what every rule says of each case of a file, line by line.

    Raises: ConfigurationError naming the file's fault.
    """
    outside = outside_of(settings(), MemoryStore(), vault_of(settings()))
    book, lines = outside.rule_book, list[str]()
    for name, facts in load_facts(file, book.facts):
        lines.append(name)
        verdicts = outside.evaluator.verdicts(book.rules, facts)
        told = zip(book.rules, verdicts, strict=True)
        lines += [f"  {VERDICTS[value]:13} {rule.id} ({rule.severity})" for rule, value in told]
    return lines


def told_lines(verdicts: Verdicts) -> list[str]:
    """Return what the rules said of a request, line by line, in the operator's plain codes."""
    record = verdicts.record
    lines = [f"On record: edition {record.edition}, {record.facts.judged_on}"] if record else ["Never judged"]
    changed = {it.rule.id: it.verdict for it in verdicts.changed}
    for finding in (record or verdicts.today).findings:
        read = ", ".join(f"{name} = {value}" for name, value in finding.facts.items())
        now = f"; today {changed[finding.rule.id]}" if finding.rule.id in changed else ""
        lines.append(f"{finding.verdict:13} {finding.rule.id} ({finding.rule.clause}): {read}{now}")
    return lines


def examined() -> dict[str, Any]:
    """Look at everything a portal would lean on, without wiring one: something may be wrong with each."""
    outside = outside_of(settings(), MemoryStore(), vault_of(settings()))
    return _findings(examine(outside, lambda: store_of(settings()), sentence))


def _findings(seen: list[Diagnosis]) -> dict[str, Any]:
    return {"findings": [astuple(finding) for finding in seen]}


def ready() -> str:
    """Prepare a demonstration and return what `make run` says once the portal listens."""
    here = portal()
    if here.settings.in_production:
        return f"The portal serves {here.settings.address}"
    if here.settings.demonstration_requests and not _has_requests(here):
        fill_empty(here, here.settings.demonstration_requests)
    accounts = demonstration().opened(here.outside, here.registers)
    partners = [f"  {partner.name.fr} / {partner.name.en}" for partner in here.partners.all]
    return "\n".join([*accounts, "Sign-In Partners (their own page lists their customers):", *partners])


def fill_empty(
    here: Portal, applications: int, months: int | None = None, seed: int | None = None
) -> dict[str, int]:
    """Fill a demonstration without requests with invented ones; return how many stand in each state.

    Raises: ConfigurationError in production, and where anybody has a request already.
    """
    if here.settings.in_production:
        raise ConfigurationError("demonstration_in_production")
    if _has_requests(here):
        raise ConfigurationError("requests_kept_already")
    invented = demonstration()
    return invented.filled(here.outside, here.store, invented.usual(applications, months, seed))


def _has_requests(here: Portal) -> bool:
    with here.store.read() as tx:
        return bool(tx.find(Application, limit=1))


def control() -> Control:
    """Return the socket through which this process's portal takes commands."""
    return Control(settings().socket, store_commands(portal()))


def restored(folder: Path) -> Manifest:
    """Put a backup into the empty place the settings name.

    Raises: ConfigurationError, also while a portal runs here.
    """
    if settings().socket.exists() and ask(settings().socket, "migrate") is not None:
        raise ConfigurationError("portal_running")
    return restore(folder, settings().database, vault_of(settings()))
