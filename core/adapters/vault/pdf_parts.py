"""The parts of a PDF: what may stay, and what is left out and said so."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Name
from PIL import Image, ImageChops, ImageStat

from core.adapters.vault.kinds import refuse_by_pixels
from core.domain.errors import DocumentRefusedError

_SCRIPT_KEYS = {"/JS", "/JavaScript"}
_ACTIONS = {"/GoToE", "/ImportData", "/JavaScript", "/Launch", "/SubmitForm"}
_MOVING_PARTS = {"/3D", "/Movie", "/RichMedia", "/Screen", "/Sound"}
_NO_INK = {"/FileAttachment", "/Link", "/Popup", *_MOVING_PARTS}
"""Annotations that are no part of the page as it looks."""
_PAGE_KEYS = {
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group",
}  # fmt: skip
_STRIPPED = {
    "/JS", "/JavaScript", "/AA", "/OpenAction", "/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Ref",
    "/AF", "/EF", "/Alternates", "/StructParent", "/StructParents", "/OC", "/Measure", "/PtData",
}  # fmt: skip
_PICTURE, _ALIKE = 1700, 1.0
"""How wide pages with layers are drawn to be compared, and by how much of 255 they may differ."""


def parts_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Walk over every dictionary and stream that the pages and the catalogue lead to."""
    waiting: list[Any] = [pdf.trailer]
    seen: set[tuple[int, int]] = set()
    while waiting:
        part = waiting.pop()
        if not isinstance(part, pikepdf.Object) or part.objgen in seen:
            continue
        if part.is_indirect:
            seen.add(part.objgen)
        if isinstance(part, pikepdf.Array):
            waiting.extend(part)  # pyright: ignore[reportUnknownArgumentType]  # pikepdf leaves items untyped
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            waiting.extend(part[key] for key in part.keys())  # noqa: SIM118  # iterating a stream is an error


def cleaned(pdf: pikepdf.Pdf, fresh: pikepdf.Pdf) -> list[str]:
    """Put the pages of a PDF, and nothing else, into a fresh one; return what was left out, by codes.

    Raises: DocumentRefusedError.
    Source: guide 2.14.
    """
    left_out = _others(pdf)
    if pdf.Root.get("/NeedsRendering"):
        raise DocumentRefusedError("pdf_form_xfa")
    pdf.generate_appearance_streams()
    for page in pdf.pages:
        if "/Annots" in page:
            page.Annots = pikepdf.Array([it for it in list(page.Annots) if _is_ink(it)])
    pdf.flatten_annotations(mode="print")
    for page in pdf.pages:
        for key in set(page.obj.keys()) - _PAGE_KEYS:
            del page.obj[key]
    fresh.pages.extend(pdf.pages)
    for part in list(parts_of(fresh)):
        _strip(part)
    return left_out


def layers_apart(given: bytes, kept: bytes, pages: int, draw: Callable[..., Image.Image | None]) -> bytes:
    """Return a file whose hidden layers stay hidden: a page that would show them is kept as its picture."""
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        for number in range(1, pages + 1):
            look = draw(given, number, _PICTURE)
            if look is None or _difference(look, draw(kept, number, _PICTURE)) <= _ALIKE:
                continue
            page = io.BytesIO()
            look.save(page, "PDF", resolution=200)
            with pikepdf.open(page) as drawn:
                pdf.pages[number - 1] = drawn.pages[0]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _difference(one: Any, other: Any) -> float:
    if one.size != other.size:
        return 255.0
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def _is_ink(annotation: Any) -> bool:
    return str(annotation.get("/Subtype")) not in _NO_INK and "/AP" in annotation


def _others(pdf: pikepdf.Pdf) -> list[str]:
    """Return what stands in a PDF beside its pages, by codes, each with how many there are.

    Raises: DocumentRefusedError for a picture too large to be opened.
    """
    count: Counter[str] = Counter()
    for part in parts_of(pdf):
        if part.get("/Subtype") == Name.Image:
            refuse_by_pixels(int(part.get("/Width", 0)), int(part.get("/Height", 0)))
        count.update(_codes(part))
    return [f"{code}:{number}" for code, number in sorted(count.items())]


def _codes(part: pikepdf.Object) -> Iterator[str]:
    kind, subtype = part.get("/Type"), str(part.get("/Subtype"))
    acts = kind != Name.StructElem and str(part.get("/S")) in _ACTIONS
    if acts or set(part.keys()) & _SCRIPT_KEYS:
        yield "scripts"
    if "/EF" in part:
        yield "attachments"
    if subtype in _MOVING_PARTS:
        yield "media"
    if subtype == "/Link":
        yield "links"
    if part.get("/FT") == Name.Sig and "/V" in part:
        yield "signature"
    elif "/FT" in part:
        yield "fields"


def _strip(part: pikepdf.Object) -> None:
    """Take out of a part what no page needs to look as it does, and who made it, when and where."""
    # In fonts these two letters name harmless things.
    unwanted = _STRIPPED if part.get("/Type") == Name.Font else _STRIPPED | {"/A", "/PS"}
    for key in unwanted & set(part.keys()):
        del part[key]
    if isinstance(part, pikepdf.Stream) and _filters(part) == [Name.DCTDecode]:
        _strip_photo(part)


def _filters(stream: pikepdf.Stream) -> list[Any]:
    filters: Any = stream.get("/Filter")
    return list(filters) if isinstance(filters, pikepdf.Array) else [filters]


def _strip_photo(stream: pikepdf.Stream) -> None:
    photo = stream.read_raw_bytes()
    plain = without_camera_notes(photo)
    if plain != photo:
        options: Any = stream.get("/DecodeParms")
        stream.write(plain, filter=Name.DCTDecode, decode_parms=options)


def without_camera_notes(jpeg: bytes) -> bytes:
    """Return a JPEG without its EXIF, XMP, IPTC and comment segments; its pixels are not touched."""
    kept, at = bytearray(jpeg[:2]), 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] not in (b"", b"\xda"):
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] not in (0xE1, 0xED, 0xFE):
            kept += jpeg[at:end]
        at = end
    return bytes(kept + jpeg[at:])
