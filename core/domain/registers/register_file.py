"""A register as a CSV file: each row read and checked, each bad row told with its line.

Shapes: UTF-8 with or without a mark, commas or semicolons; one line names the columns: number, family_name,
        given_names, standing, and licence if the register tells it. Other columns are left aside.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from core.domain.errors import RegisterRefusedError
from core.domain.name_keys import plain
from core.domain.registers.numbers import NumberWriting
from core.domain.registers.register import MemberStanding, RegisterMember, member_id
from core.domain.registers.sounds import Sounds
from core.domain.typed_text import canonical

LONGEST_NAME, LONGEST_NUMBER = 100, 40
CHANGED_BY_SPREADSHEET = re.compile(
    r"[+-]?\d+([.,]\d+)?e[+-]?\d+|\d+[.,]0+"
    r"|\d{1,3}([.,]\d{3})+|\d{1,3}( \d{3})+[.,]\d+|\d{4}-\d\d-\d\d( [\d:.]+)?"
    r"|\d{1,2}-(jan|f[eé]v|feb|mar|avr|apr|mai|may|juin?|jul|juil|ao[uû]|aug|sep|oct|nov|d[eé]c)\w*\.?"
    r"|(jan|f[eé]v|feb|mar|avr|apr|mai|may|juin?|jul|juil|ao[uû]|aug|sep|oct|nov|d[eé]c)\w*\.?-\d{2,4}"
    r"|#[\w/!?# ]*|=.*",
    re.IGNORECASE,
)
"""What spreadsheets make of a number that they take for a quantity or a date."""
SPREADSHEET_ERROR = re.compile(
    r"#(N/A|N/D|REF|VALUE|VALEUR|NAME|NOM|DIV/0|NULL|NUL|NUM|NOMBRE|SPILL)[!?]?|#{3,}", re.I
)
SEPARATORS = ";,\t"
SAYS_SEPARATOR = re.compile(r"sep=(.)", re.IGNORECASE)
NO_LINE: tuple[int, list[str]] = (0, [])


class RegisterWords(BaseModel):
    """What files call the columns and the standings; each word belongs to one of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    columns: dict[str, tuple[str, ...]]
    standings: dict[MemberStanding, tuple[str, ...]]

    @cached_property
    def column_of(self) -> dict[str, str]:
        """Return the column that each word names."""
        return {word: column for column, words in self.columns.items() for word in words}

    @cached_property
    def standing_of(self) -> dict[str, MemberStanding]:
        """Return the standing that each word means."""
        return {word: standing for standing, words in self.standings.items() for word in words}


@dataclass(frozen=True)
class ExpectedRows:
    """What the rows are checked against."""

    words: RegisterWords
    with_numbers: bool
    numbers: NumberWriting = field(default_factory=NumberWriting)


class RowFault(NamedTuple):
    """What is wrong with one row: the code of its sentence, and what the sentence tells."""

    line: int
    code: str
    values: dict[str, Any]


def _standing(word: Any, info: ValidationInfo[ExpectedRows]) -> MemberStanding:
    found = info.context.words.standing_of.get(plain(str(word)))
    if found is None:
        code = "row_standing_unknown" if word else "row_standing_missing"
        raise PydanticCustomError(code, "no standing", {"word": str(word)[:LONGEST_NUMBER]})
    return found


def _number(number: str, info: ValidationInfo[ExpectedRows]) -> Any:
    numbers = info.context.numbers
    if CHANGED_BY_SPREADSHEET.fullmatch(number):
        raise PydanticCustomError("row_number_spreadsheet", "changed", {"word": number[:LONGEST_NUMBER]})
    if info.context.with_numbers and not numbers.key(number):
        raise PydanticCustomError("row_number_missing", "no number")
    if numbers.leading_zeros and number.isdigit() and len(number) < numbers.digits:
        raise PydanticCustomError(
            "row_number_short", "zeros lost", {"word": number, "digits": numbers.digits}
        )
    return number


def _cell(text: str) -> str:
    if SPREADSHEET_ERROR.fullmatch(text):
        raise PydanticCustomError("row_cell_error", "error of a spreadsheet", {"word": text[:LONGEST_NUMBER]})
    return text


def _text(most: int, least: int = 0) -> StringConstraints:
    return StringConstraints(min_length=least, max_length=most)


class RegisterRow(NamedTuple):
    """One member as the file tells them, checked."""

    family_name: Annotated[str, _text(LONGEST_NAME, 1), BeforeValidator(_cell)]
    given_names: Annotated[str, _text(LONGEST_NAME), BeforeValidator(_cell)]
    number: Annotated[str, _text(LONGEST_NUMBER), BeforeValidator(_number)]
    standing: Annotated[MemberStanding, BeforeValidator(_standing)]
    licence: Annotated[str, _text(LONGEST_NAME)]


ROW = TypeAdapter(RegisterRow)
CODES = {
    "string_too_short": "row_family_name_missing",
    "string_too_long": "row_too_long",
}
"""What pydantic finds, by the code of our sentence; the rows' own checks name theirs."""


def read(data: bytes, expected: ExpectedRows) -> tuple[list[RegisterRow], list[RowFault]]:
    """Return the members that a file lists, and what is wrong with its rows.

    Raises: RegisterRefusedError when the file as a whole cannot be read.
    """
    lines = _lines(_decoded(data))
    _, head = next(lines, NO_LINE)
    columns = _columns(head, expected)
    rows: list[RegisterRow] = []
    faults: list[RowFault] = []
    first_lines: dict[str, int] = {}
    for line, cells in lines:
        checked = _checked(line, cells, columns, expected)
        if isinstance(checked, RegisterRow):
            rows.append(checked)
            key = expected.numbers.key(checked.number)
            if key and (first := first_lines.setdefault(key, line)) != line:
                faults.append(
                    RowFault(line, "row_number_repeated", {"number": checked.number, "first": first})
                )
        else:
            faults += checked
    if not rows and not faults:
        raise RegisterRefusedError("register_empty")
    return rows, faults


def listed(
    edition_id: UUID, numbers: NumberWriting, line: int, row: RegisterRow, heard: Sounds
) -> RegisterMember:
    """Return a row as a member of an edition, with what they are sought by."""
    return RegisterMember(
        id=member_id(edition_id, numbers.key(row.number), line),
        edition_id=edition_id,
        number=row.number,
        family_name=row.family_name,
        given_names=row.given_names,
        name_sound=heard.name_sound,
        family_sound=heard.family_sound,
        given_sound=heard.given_sound,
        last_sound=heard.last_sound,
        standing=row.standing,
        licence=row.licence,
    )


def digest_of(rows: Sequence[RegisterRow]) -> str:
    """Return the digest of the members, whatever their order and the form of the file."""
    told = sha256()
    for row in sorted(rows):
        told.update("\x1f".join(row).encode() + b"\n")
    return told.hexdigest()


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise RegisterRefusedError("register_not_utf8", line=line) from None


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty, with the number of the line it begins on."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    said = SAYS_SEPARATOR.fullmatch(first)
    delimiter = said[1] if said else max(SEPARATORS, key=lambda sign: (first.count(sign), sign == ","))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (said and line == 1):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise RegisterRefusedError("register_csv_broken", line=line) from None


def _columns(head: list[str], expected: ExpectedRows) -> list[str]:
    """Return which column each cell of a row is; nothing for a cell left aside.

    Raises: RegisterRefusedError.
    """
    columns = [expected.words.column_of.get(plain(name), "") for name in head]
    wanted = ("number", "family_name", "given_names", "standing")[not expected.with_numbers :]
    if missing := [name for name in wanted if name not in columns]:
        raise RegisterRefusedError("register_columns_missing", names=", ".join(missing))
    if twice := next((name for name in columns if name and columns.count(name) > 1), ""):
        raise RegisterRefusedError("register_column_twice", name=twice)
    return columns


def _checked(
    line: int, cells: list[str], columns: list[str], expected: ExpectedRows
) -> RegisterRow | list[RowFault]:
    if len(cells) != len(columns):
        return [RowFault(line, "row_cells", {"found": len(cells), "expected": len(columns)})]
    told = {"number": "", "licence": "", **dict(zip(columns, map(canonical, cells), strict=True))}
    told.pop("", None)
    try:
        return ROW.validate_python(told, context=expected)
    except ValidationError as fault:
        return [_fault_at(line, error) for error in fault.errors(include_url=False)]


def _fault_at(line: int, error: ErrorDetails) -> RowFault:
    column = str(error["loc"][0])
    most = LONGEST_NUMBER if column == "number" else LONGEST_NAME
    told = {"column": column, "most": most, "word": "", **error.get("ctx", {})}
    return RowFault(line, CODES.get(error["type"], error["type"]), told)
