"""A sheet of US letter paper: one Unicode type, tagged text, and nothing of what it says."""

import unicodedata
from collections.abc import Collection, Generator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import Literal, cast

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

from core.domain.typed_text import UNSEEN, without_joiners

WIDTH, HEIGHT = 215.9, 279.4
MARGIN = 12.0
BODY_WIDTH = WIDTH - 2 * MARGIN
LEADING = 4.9
REGULAR = str(files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.ttf")
BOLD = str(files("font_source_sans_pro") / "files" / "SourceSansPro-Bold.ttf")
SPARE = str(files("font_roboto") / "files" / "Roboto-Regular.ttf")

Style = Literal["", "B"]
Color = tuple[int, int, int]
TEXT: Color = (0x1F, 0x1F, 0x1F)
HEADING: Color = (0x26, 0x37, 0x4A)
SHADE: Color = (0xE4, 0xE9, 0xEF)
FAINT_SHADE: Color = (0xF5, 0xF7, 0xF9)
GRID: Color = (0xB4, 0xBD, 0xC8)


class Sheet(FPDF):
    """A PDF whose first page is open and whose pages are turned by hand.

    Units: millimetres from the top left corner; type sizes in points.
    """

    def __init__(self, title: str, language: str) -> None:
        super().__init__(unit="mm", format="letter")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.alias_nb_pages("")  # an answer that holds fpdf2's alias {nb} stays as it was written
        self.set_title(title)
        self.set_lang("en-CA" if language == "en" else "fr-CA")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self._characters = {ord("\n")}
        self._learn("sans", "", REGULAR)
        self._learn("sans", "B", BOLD)
        self._has_spare_type = False
        self.add_page()

    def fit(self, text: str) -> str:
        """Return a text as this sheet can show it."""
        if not self._has_spare_type and not self._characters.issuperset(map(ord, composed(text))):
            self._add_spare_type()
        return printable(text, self._characters)

    def wrap(self, text: str, width: float, size: float, style: Style = "") -> list[str]:
        """Cut a text into lines that fit a width; not one word is lost."""
        self.set_font("sans", style, size)
        return [line for part in self.fit(text).split("\n") for line in self._broken(part, width)]

    def say(self, x: float, y: float, lines: Sequence[str], size: float, style: Style = "",
            color: Color = TEXT, leading: float = LEADING) -> None:  # fmt: skip
        """Write wrapped lines from a point downwards."""
        self.set_font("sans", style, size)
        self.set_text_color(*color)
        for place, line in enumerate(lines):
            self.set_xy(x, y + place * leading)
            self.cell(None, leading, line)

    def centre(self, y: float, lines: Sequence[str], size: float, style: Style = "",
               color: Color = TEXT, leading: float = LEADING) -> None:  # fmt: skip
        """Write wrapped lines in the middle of the page."""
        self.set_font("sans", style, size)
        self.set_text_color(*color)
        for place, line in enumerate(lines):
            self.set_xy(MARGIN, y + place * leading)
            self.cell(BODY_WIDTH, leading, line, align="C")

    def box(self, x: float, y: float, width: float, height: float, fill: Color | None = None,
            line: Color = GRID, line_width: float = 0.2) -> None:  # fmt: skip
        """Draw a rectangle; it is decoration to a screen reader."""
        with self.decoration():
            self.set_draw_color(*line)
            self.set_line_width(line_width)
            self.set_fill_color(*(fill or (255, 255, 255)))
            self.rect(x, y, width, height, style="DF" if fill else "D")

    @contextmanager
    def tagged(self, kind: Literal["H1", "H2", "P"]) -> Generator[None]:
        """Tell a screen reader what the text inside is."""
        # fpdf2 tags pictures only; its own marking serves text as well once the kind is said.
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{kind}", mcid=number)
        self._out(f"/{kind} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def decoration(self) -> Generator[None]:
        """Tell a screen reader to pass over what is inside."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def _broken(self, text: str, width: float) -> list[str]:
        # fpdf2 measures the line again at each letter: a form of long answers took twice the time.
        lines: list[str] = []
        used = 0.0
        space = self.get_string_width(" ")
        for word in filter(None, text.split(" ")):
            length = self.get_string_width(word)
            if lines and used + space + length < width:
                lines[-1] += f" {word}"
                used += space + length
            else:
                lines += [word] if length < width else self._cut(word, width)
                used = self.get_string_width(lines[-1])
        return lines or [""]

    def _cut(self, word: str, width: float) -> list[str]:
        lines = self.multi_cell(width, LEADING, word, align="L", dry_run=True, output=MethodReturnValue.LINES)
        return cast(list[str], lines)

    def _learn(self, family: str, style: Style, path: str) -> None:
        self.add_font(family, style, path)
        font = self.fonts[f"{family}{style}"]
        seen = (code for code in cast(TTFFont, font).cmap if unicodedata.category(chr(code)) != "Cf")
        self._characters.update(seen)

    def _add_spare_type(self) -> None:
        # A quarter of the cost of a form, so only for the rare letter that the first type lacks (Ɛ, Ɔ, Ɗ).
        self._learn("spare", "", SPARE)
        self.set_fallback_fonts(["spare"], exact_match=False)
        self._has_spare_type = True


def composed(text: str) -> str:
    """Return a text with accents joined to their letters, one kind of line end, and nothing unseen."""
    one_end = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return without_joiners(unicodedata.normalize("NFC", UNSEEN.sub("", one_end)))


def printable(text: str, characters: Collection[int]) -> str:
    """Return a text in the given characters; any other shows its code, such as [U+4E2D]."""
    return "".join(_printable(sign, characters) for sign in composed(text))


def _printable(sign: str, characters: Collection[int]) -> str:
    alike = (sign, unicodedata.normalize("NFD", sign), unicodedata.normalize("NFKC", sign))
    known = (shape for shape in alike if all(ord(part) in characters for part in shape))
    return next(known, f"[U+{ord(sign):04X}]")
