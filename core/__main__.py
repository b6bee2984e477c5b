"""The operations command line: `python -m core --help`."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click

from core import bootstrap, commands
from core.adapters.operations.control import ask
from core.domain.errors import ConfigurationError, PortalError, RegisterRefusedError
from core.services.accounts.accounts import STAFF_ROLES
from core.settings import settings

P = ParamSpec("P")


def spoken(command: Callable[P, None]) -> Callable[P, None]:
    """Say a refusal as a sentence, in the terminal's language, and leave with status 1."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except PortalError as refusal:
            click.echo(bootstrap.sentence(refusal), err=True)
            sys.exit(1)

    return told


def carried_out(command: str, **options: Any) -> dict[str, Any]:
    """Carry a command out: by the running portal where there is one, otherwise here."""
    told = ask(settings().socket, command, **options)
    if told is not None:
        return told
    return commands.store_commands(bootstrap.portal())[command](**options)


@click.group()
def operations() -> None:
    """Operate the portal."""


@operations.command()
@spoken
def doctor() -> None:
    """Check settings, database, file store, mail and fonts, and say what is wrong."""
    settings().check()
    click.echo(f"ok    settings: {settings().mode}, data in {settings().data}")
    findings = (ask(settings().socket, "doctor") or commands.examined())["findings"]
    for name, well, seen in findings:
        click.echo(f"{'ok   ' if well else 'WRONG'} {name}: {seen}")
    if not all(well for _, well, _ in findings):
        sys.exit(1)


@operations.command()
@spoken
def migrate() -> None:
    """Bring the database to the newest shape; a running portal has already done it."""
    click.echo(f"The database is at schema {carried_out('migrate')['schema']}.")


@operations.command()
@spoken
def expire() -> None:
    """Record now the expiry of requests whose 30 days are over (guide 2.17)."""
    click.echo(f"{carried_out('expire')['expired']} request(s) expired.")


@operations.command()
@spoken
def deliver() -> None:
    """Hand over now the letters that wait in the outbox (guide 3.0)."""
    click.echo(f"{carried_out('deliver')['delivered']} letter(s) accepted.")


@operations.command()
@click.option("--dry-run", is_flag=True, help="Name the requests and erase nothing.")
@spoken
def retention(dry_run: bool) -> None:
    """Erase the personal data of requests that are over, once they have been kept long enough."""
    told = carried_out("retention", dry_run=dry_run)
    if not dry_run:
        click.echo(f"{told['requests']} request(s) lost their personal data, {told['files']} file(s) erased.")
        if told["unnamed"]:
            click.echo(f"{told['unnamed']} file(s) that no record named were erased.")
        return
    for reference, state, last_used in told["due"]:
        click.echo(f"{reference}  {state}, last used on {last_used}")
    click.echo(f"{len(told['due'])} request(s) would lose their personal data; nothing was erased.")


@operations.group()
def figures() -> None:
    """Hand the ledger of figures to analysts."""


@figures.command("export")
@click.argument("target")
@spoken
def export_figures(target: str) -> None:
    """Write the ledger, without a person in it, as Parquet by month under a folder or URL (s3://, file://)."""
    click.echo(
        f"{carried_out('figures export', target=target)['files']} file(s) written; not for publication."
    )


@operations.group()
def audit() -> None:
    """Look after the audit."""


@audit.command()
@spoken
def verify() -> None:
    """Prove the audit's chain, or name the first broken entry of each subject."""
    if broken := carried_out("audit")["broken"]:
        raise ConfigurationError("audit_broken", broken="; ".join(broken))
    click.echo("The audit's chain is whole.")


@operations.group()
def rules() -> None:
    """The rule book and what it says."""


@rules.command()
@spoken
def check() -> None:
    """Look the rule book over: language, reasons, dates, cases."""
    faults = commands.rule_faults()
    for about, told in faults:
        click.echo(f"WRONG {about}: {told}")
    if faults:
        sys.exit(1)
    click.echo("Every rule can be read, is reachable and comes out as its cases say.")


@rules.command()
@click.argument("reference")
@spoken
def explain(reference: str) -> None:
    """Tell every rule's verdict on the request REFERENCE, with the facts it read."""
    for line in carried_out("explain", reference=reference)["lines"]:
        click.echo(line)


@rules.command()
@spoken
def export() -> None:
    """Write the rules in force in the form of data/rules.toml."""
    click.echo(carried_out("export")["text"], nl=False)


@rules.command("judge")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@spoken
def judge_cases(file: Path) -> None:
    """Judge the facts of FILE, given in the form of the cases in data/cases, by every rule."""
    for line in commands.judged_cases(file):
        click.echo(line)


@operations.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def names(file: Path) -> None:
    """Write the CSV FILE of pairs of names with a column more: same, look or different.

    Its columns are family_1, given_1, family_2 and given_2.
    """
    _write_compared("names", file)


@operations.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def identifiers(file: Path) -> None:
    """Write the CSV FILE of pairs of members' numbers with a column more: same or different.

    Its columns are regulator, number_1 and number_2.
    """
    _write_compared("identifiers", file)


def _write_compared(kind: str, file: Path) -> None:
    written = io.StringIO()
    try:
        csv.writer(written, lineterminator="\n").writerows(commands.compared(kind, file))
    except (ValueError, csv.Error) as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(written.getvalue(), nl=False)


@operations.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print everything, as JSON.")
@spoken
def scan(file: Path, as_json: bool) -> None:
    """Read the FILE of a returned form IMM 5661 and tell what is seen, page by page."""
    pages = carried_out("scan", file=str(file.resolve()))["pages"]
    click.echo(json.dumps(pages, indent=2) if as_json else "\n".join(map(_page_seen, pages)))


def _page_seen(page: dict[str, Any]) -> str:
    """Return what is seen of one page, in one line."""
    told = f"page {page['form_page']} of print {page['print_number']} of {page['reference']}"
    whose = told if page["reference"] else "a white sheet" if page["is_blank"] else "no code could be read"
    boxes = [f"{box['name']} {box['ink']}" for box in page["boxes"]]
    return f"{page['number']}: {'; '.join([whose, *boxes, *page['quality']])}"


@operations.group()
def account() -> None:
    """Accounts of the people who work here."""


@account.command()
@click.argument("user_code")
@click.argument("role", type=click.Choice([str(role) for role in STAFF_ROLES]))
@click.argument("name")
@click.password_option(help="At least 8 characters, with a capital, a small letter and a digit.")
@spoken
def add(user_code: str, role: str, name: str, password: str) -> None:
    """Create an account with USER_CODE for NAME, in ROLE."""
    carried_out("account", user_code=user_code, password=password, role=role, name=name)
    click.echo(f"{user_code} may sign in as {role}, and creates four security questions first.")


@account.command()
@click.argument("name")
@spoken
def unlock(name: str) -> None:
    """Open again what too many wrong tries closed, for the user code or reference NAME."""
    carried_out("account unlock", name=name)
    click.echo(f"Attempts at {name} are accepted again.")


@operations.group()
def register() -> None:
    """Registers of the regulators, kept by date."""


@register.command("list")
@spoken
def list_registers() -> None:
    """List the registers that count today."""
    for code, as_of, members, is_too_old in carried_out("register_list")["registers"]:
        kept = f"as of {as_of}, {members} member(s){', too old' if is_too_old else ''}"
        click.echo(f"{code:5} {kept if as_of else 'missing'}")


@register.command("import")
@click.argument("regulator")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Day the register was made.")
@click.option("--yes", is_flag=True, help="Do not ask before applying.")
@click.option("--reason", default="", help="Why a register that turns much counts; with --yes it is needed.")
@spoken
def import_register(regulator: str, file: Path, as_of: datetime, yes: bool, reason: str) -> None:
    """Import the register of REGULATOR from the CSV FILE, after showing what it changes."""
    asked = {"regulator": regulator, "file": str(file.resolve()), "as_of": as_of.date().isoformat()}
    seen = carried_out("register_check", **asked)
    for line, code, values in seen["faults"]:
        click.echo(f"{line}: {bootstrap.sentence(RegisterRefusedError(code, **values))}", err=True)
    if seen["faults"]:
        raise RegisterRefusedError("register_has_faults", count=len({row[0] for row in seen["faults"]}))
    click.echo("\n".join(_changed(seen)))
    code = regulator if yes else ""
    if seen["causes"] and not yes:
        click.echo("This register turns much: is it the right file, of the right regulator?")
        code = click.prompt("The regulator's code")
        reason = reason or click.prompt("Why it counts all the same")
    elif not yes:
        click.confirm("Apply?", abort=True)
    asked |= {"number": seen["number"], "digest": seen["digest"], "code": code, "reason": reason}
    told = carried_out("register_apply", **asked)
    click.echo(f"{regulator} as of {asked['as_of']}: {told['members']} member(s) imported.")


@register.command("bring-back")
@click.argument("regulator")
@click.option("--reason", prompt="Why the edition before counts again", help="Stays in the audit.")
@click.option("--code", prompt="The regulator's code", help="Typed again, to be sure.")
@spoken
def bring_back(regulator: str, reason: str, code: str) -> None:
    """Let the edition before of REGULATOR's register count again; the one withdrawn stays."""
    told = carried_out("register_back", regulator=regulator, reason=reason, code=code)
    click.echo(f"{regulator} as of {told['as_of']}: {told['members']} member(s) count again.")


def _changed(seen: dict[str, Any]) -> Iterator[str]:
    """Yield what a register's file would change, line by line."""
    before = f"compared with the register as of {seen['before']}" if seen["before"] else "the first register"
    yield f"{seen['members']} member(s), {before}:"
    for kind, (many, first) in seen["difference"].items():
        yield f"  {kind:8} {many}"
        for number, name, was, now in first:
            change = " -> ".join(told for told in (was, now) if told)
            yield f"    {f'{number} {name}'.strip()}: {change}"
    turned, enrolled = seen["turned"], seen["enrolled"]
    yield f"  {seen['waiting']} open request(s), {len(turned)} change verdict: {', '.join(turned) or 'none'}"
    yield f"  enrolled people concerned: {', '.join(enrolled) or 'none'}"
    yield from (f"  asked about first: {cause}" for cause in seen["causes"])


@operations.command()
@click.option("--applications", type=click.IntRange(1), default=2000, show_default=True)
@click.option("--months", type=click.IntRange(3, 120), help="A year and a half, unless told otherwise.")
@click.option("--seed", type=int, help="The same seed makes the same people.")
@spoken
def demo(applications: int, months: int | None, seed: int | None) -> None:
    """Fill an empty demonstration with invented requests of the last months."""
    states = carried_out("demo", applications=applications, months=months, seed=seed)["states"]
    click.echo(f"{sum(states.values())} invented requests are kept:")
    for state, many in states.items():
        click.echo(f"  {state:18} {many}")


@operations.command()
@click.argument("folder", type=click.Path(path_type=Path))
@spoken
def backup(folder: Path) -> None:
    """Copy database and files into a new FOLDER, also while the portal runs."""
    told = carried_out("backup", folder=str(folder.resolve()))
    click.echo(f"{told['rows']} rows and {told['files']} files are in {folder}.")
    for key in told["unsound"]:
        click.echo(f"WRONG the file {key} is missing or is not the one its record describes.", err=True)
    if told["unsound"]:
        sys.exit(1)


@operations.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@spoken
def restore(folder: Path) -> None:
    """Put the backup in FOLDER into an empty place; the portal must be stopped."""
    told = commands.restored(folder)
    click.echo(f"{sum(told.rows.values())} rows and {len(told.files)} files were restored and verified.")


if __name__ == "__main__":
    operations(prog_name="python -m core")
