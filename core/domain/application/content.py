"""The content people who do not write code own: questions, words, terms, regulators, letters."""

from collections.abc import Mapping
from functools import cached_property, reduce
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.domain.registers.names import NameWords
from core.domain.registers.numbers import NumberWriting
from core.domain.registers.register_file import RegisterWords

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
PartKind = Literal[
    "text", "long_text", "choice", "many", "yes_no", "date", "email", "email_again",
    "phone", "country", "country_or_province", "postal_code", "regulator",
]  # fmt: skip


class Content(BaseModel):
    """A frozen piece of content; an unknown key refuses to start."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Content):
    """One text in both languages; a missing one refuses to start."""

    fr: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def of(self, language: str) -> str:
        """Return the text in one language."""
        return self.en if language == "en" else self.fr


class Choice(Content):
    """One value of a list; the code is stored, the text never."""

    code: str
    text: Text


class Part(Content):
    """One thing to fill in a question.

    Units: `most` counts characters.
    Shapes: `required_when` replaces `required`; where `only_when` does not hold the part is not kept.
            `hint_when` replaces the hint for members of a kind of regulator.
    """

    id: str
    kind: PartKind
    label: Text
    hint: Text | None = None
    hint_when: dict[str, Text] = {}
    required: bool = True
    most: int = 200
    choices: tuple[Choice, ...] = ()
    required_when: dict[str, list[Any]] = {}
    only_when: dict[str, list[Any]] = {}

    def hint_for(self, known: Mapping[str, Any]) -> Text | None:
        """Return the hint for who answers: that of her regulator, where it has its own."""
        return self.hint_when.get(str(known.get("regulator_kind")), self.hint)


class Advice(Content):
    """A consequence explained at the question; it never blocks.

    Source: house.md: the computer proposes, an officer decides.
    """

    when: dict[str, list[Any]]
    clause: str
    text: Text

    def told(self, known: Mapping[str, Any]) -> "Advice":
        """Return it with the values its text names filled in."""
        filled = {code: self.text.of(code).format_map(known) for code in LANGUAGES}
        return self.model_copy(update={"text": Text(**filled)})


class Question(Content):
    """One page of the questionnaire.

    Shapes: `ask_when` maps a known value to the codes for which the question is asked; all must hold.
            `void_when_changed` names parts whose change withdraws this question's answer.
    """

    id: str
    clause: str
    section: str
    title: Text
    form: Literal["representative", "identity", "attestation", "request"]
    parts: tuple[Part, ...]
    help: Text | None = None
    why: Text | None = None
    terms: tuple[str, ...] = ()
    ask_when: dict[str, list[Any]] = {}
    void_when_changed: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()


class Section(Content):
    """A group of questions, as the task list and the review page show it."""

    id: str
    title: Text


class GlossaryTerm(Content):
    """A word of the field, explained inside the question that uses it."""

    id: str
    term: Text
    meaning: Text


class Regulator(Content):
    """A body whose members in good standing may be enrolled.

    Source: guide 0.2.
    """

    code: str
    province: str
    name: Text
    kind: str
    issues_member_numbers: bool
    site: str
    licences: tuple[str, ...] = ()
    numbers: NumberWriting = NumberWriting()


NOBODYS_NUMBERS = NumberWriting()
"""How numbers are written where no regulator is known."""


class Questionnaire(Content):
    """Every question in the order it is asked, with what the questions refer to."""

    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    glossary: tuple[GlossaryTerm, ...]
    regulators: tuple[Regulator, ...]

    @cached_property
    def places(self) -> dict[str, int]:
        """Return the place of each question by its id, in the order they are asked."""
        return {question.id: place for place, question in enumerate(self.questions)}

    @cached_property
    def regulator_of(self) -> dict[str, Regulator]:
        """Return each regulator by its code."""
        return {row.code: row for row in self.regulators}

    def numbers_of(self, code: str) -> NumberWriting:
        """Return how a regulator writes its members' numbers."""
        found = self.regulator_of.get(code)
        return found.numbers if found else NOBODYS_NUMBERS

    def number_key(self, typed: str) -> str:
        """Return one key for all ways to write a number, whosever it may be."""
        return reduce(lambda key, regulator: regulator.numbers.key(key), self.regulators, typed)

    @model_validator(mode="after")
    def _holds_together(self) -> "Questionnaire":
        sections = {section.id for section in self.sections}
        terms = {term.id for term in self.glossary}
        parts = [part.id for question in self.questions for part in question.parts]
        if len(set(parts)) != len(parts):
            raise ValueError("two parts share an id")
        for question in self.questions:
            if question.section not in sections:
                raise ValueError(f"question {question.id}: unknown section {question.section}")
            if missing := set(question.terms) - terms:
                raise ValueError(f"question {question.id}: unknown glossary terms {sorted(missing)}")
        return self


class Terms(Content):
    """Terms and conditions of use: one edition, both languages, as Markdown.

    Source: guide 1.3, 1.7.
    """

    id: Literal["gckey", "portal"]
    edition: str
    title: Text
    body: Text


class Letter(Content):
    """A message's subject and body in both languages, with variables in braces.

    Shapes: `inbox` is what « Mes messages » shows where the e-mail must say less than the message.
    """

    id: str
    subject: Text
    body: Text
    inbox: Text | None = None
    leads_to: str = ""


class Reason(Content):
    """A coded ground of refusal: what the officer picks and what the applicant reads.

    Shapes: `by_hand` is a reason that no rule proposes, because only an officer can see it; a `mendable` one
            needs a notice first, unless the applicant was `asked_before`, and `documents` may mend it; one
            that accuses demands a second officer's signature (`countersign`).
    Source: guide 3.2, 3.R1 to 3.R3.
    """

    code: str
    clause: str
    label: Text
    text: Text
    mendable: bool
    needs_text: bool = False
    by_hand: bool = False
    asked_before: bool = False
    countersign: bool = False
    documents: tuple[Literal["imm5661", "first_id", "second_id"], ...] = ()
    until: str = ""


class HoldReason(Content):
    """A coded reason to put a request on hold; those who work here read it, nobody else."""

    code: str
    text: Text
    until: str = ""


class Tag(Content):
    """A word from a short list that officers put on a request, for each other's eyes."""

    code: str
    label: Text
    until: str = ""


class ChecklistSection(Content):
    """A heading of the officers' checklist."""

    code: str
    title: Text


class ChecklistItem(Content):
    """Something that an officer looks at and no rule can see, said as it is where it holds.

    Shapes: `document` is the kind without which it is not asked.
    """

    code: str
    section: str
    document: str
    text: Text
    until: str = ""


class ChecklistContent(Content):
    """The officers' checklist: its headings in their order, and its items."""

    sections: tuple[ChecklistSection, ...] = Field(alias="section")
    items: tuple[ChecklistItem, ...] = Field(alias="item")

    @model_validator(mode="after")
    def _is_whole(self) -> "ChecklistContent":
        codes, sections = [it.code for it in self.items], {it.code for it in self.sections}
        if len(set(codes)) != len(codes):
            raise ValueError("an item of the checklist stands there twice")
        if unknown := {it.section for it in self.items} - sections:
            raise ValueError(f"the checklist has no section {', '.join(sorted(unknown))}")
        return self


class Library(Content):
    """All content of `data/`, read once at start.

    Shapes: words maps `topic.key` to a text with `{variables}`.
    """

    words: dict[str, Text]
    questionnaire: Questionnaire
    terms: dict[str, Terms]
    letters: dict[str, Letter]
    reasons: dict[str, Reason]
    tags: dict[str, Tag]
    holds: dict[str, HoldReason]
    checklist: ChecklistContent
    names: NameWords
    registers: RegisterWords
    guide: Text
    partners_page: Text
    refusals_page: Text

    def say(self, key: str, language: str, **values: Any) -> str:
        """Return one sentence in one language, its variables filled."""
        told = self.words[key].of(language).format(**values)
        return told.replace(".m..", ".m.")  # one full stop ends both the hour and its sentence: 9:44 a.m.
