"""The boxes of the IMM 5661 that are filled by hand, and where they lie."""

from collections.abc import Callable
from dataclasses import dataclass

from core.adapters.printing.pagination import Piece
from core.adapters.printing.parts import LABEL_SIZE, PAD, VALUE_SIZE
from core.adapters.printing.sheet import BODY_WIDTH, HEADING, LEADING, MARGIN, TEXT, Sheet
from core.adapters.printing.words import PaperWords
from core.domain.form.papers import FormPlace

WIDE, SPACE = 120.0, 6.0
NARROW = BODY_WIDTH - WIDE - SPACE
BOX_HEIGHT = 20.0
PAIR_HEIGHT = LEADING + BOX_HEIGHT + PAD
TICK = 8.0
BORDER = 0.4


@dataclass(frozen=True)
class HandBoxes:
    """Draws boxes on a sheet and tells `note` where each lies."""

    sheet: Sheet
    words: PaperWords
    note: Callable[[FormPlace], None]

    def declaration(self) -> Piece:
        """Return what the representative declares, with signature and date."""
        lines = self.sheet.wrap(self.words.say("representative_statement"), BODY_WIDTH, VALUE_SIZE)
        top = PAD + len(lines) * LEADING + PAD

        def draw(y: float) -> None:
            self._say(MARGIN, y + PAD, lines)
            self._pair(y + top, "representative_signature", "representative_date")

        return Piece(top + PAIR_HEIGHT, draw)

    def reach(self) -> Piece:
        """Return where the attesting member says how to be reached."""
        lines = self.sheet.wrap(self.words.say("attestation_by_hand"), BODY_WIDTH, VALUE_SIZE)
        top = PAD + len(lines) * LEADING + PAD

        def draw(y: float) -> None:
            self._say(MARGIN, y + PAD, lines)
            self._pair(y + top, "attestor_address", "attestor_telephone")

        return Piece(top + PAIR_HEIGHT, draw)

    def attestation(self) -> Piece:
        """Return what the attesting member attests: a box to tick, signature and date."""
        lines = self.sheet.wrap(self.words.say("attestor_statement"), BODY_WIDTH - TICK - PAD, VALUE_SIZE)
        top = PAD + max(TICK, len(lines) * LEADING) + PAD

        def draw(y: float) -> None:
            self._box("attestor_statement", MARGIN, y + PAD, TICK, TICK)
            middle = max(0.0, (TICK - len(lines) * LEADING) / 2)
            self._say(MARGIN + TICK + PAD, y + PAD + middle, lines)
            self._pair(y + top, "attestor_signature", "attestor_date")

        return Piece(top + PAIR_HEIGHT, draw)

    def _say(self, x: float, y: float, lines: list[str]) -> None:
        with self.sheet.tagged("P"):
            self.sheet.say(x, y, lines, VALUE_SIZE)

    def _pair(self, y: float, wide: str, narrow: str) -> None:
        self._labelled(wide, MARGIN, y, WIDE)
        self._labelled(narrow, MARGIN + WIDE + SPACE, y, NARROW)

    def _labelled(self, name: str, x: float, y: float, width: float) -> None:
        with self.sheet.tagged("P"):
            self.sheet.say(x, y, [self.words.say(name)], LABEL_SIZE, color=HEADING)
        self._box(name, x, y + LEADING, width, BOX_HEIGHT)

    def _box(self, name: str, x: float, y: float, width: float, height: float) -> None:
        self.sheet.box(x, y, width, height, line=TEXT, line_width=BORDER)
        self.note(FormPlace(name=name, page=self.sheet.page, x=x, y=y, width=width, height=height))
