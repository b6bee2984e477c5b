"""The parts of a PDF: what may not be among them, and what is taken out."""

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Name

from core.adapters.vault.kinds import refuse_by_pixels
from core.domain.errors import DocumentRefusedError

_SCRIPT_KEYS = {"/JS", "/JavaScript", "/RichMediaContent"}
_ACTIONS = {
    "/GoToE", "/ImportData", "/JavaScript", "/Launch", "/Movie", "/Rendition", "/RichMediaExecute",
    "/Sound", "/SubmitForm",
}  # fmt: skip
_MOVING_PARTS = {"/3D", "/Movie", "/RichMedia", "/Screen", "/Sound"}
_STRIPPED = ("/AA", "/LastModified", "/Metadata", "/OpenAction", "/PieceInfo")
_REFUSALS = ("pdf_form_xfa", "pdf_embedded_files", "pdf_active_content")

Part = Mapping[str, Any]


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


def refuse_parts(parts: list[pikepdf.Object]) -> None:
    """Refuse a PDF that holds more than pages, or a picture too large to be opened.

    Raises: DocumentRefusedError.
    Source: guide 2.14.
    """
    found = {_refusal(part) for part in parts}
    for code in _REFUSALS:
        if code in found:
            raise DocumentRefusedError(code)
    for part in parts:
        if part.get("/Subtype") == Name.Image:
            refuse_by_pixels(int(part.get("/Width", 0)), int(part.get("/Height", 0)))


def strip_metadata(pdf: pikepdf.Pdf, parts: list[pikepdf.Object]) -> None:
    """Take out who made the file, with what, when and where, and what would happen on opening it."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for part in parts:
        for key in _STRIPPED:
            if key in part:
                del part[key]
        if isinstance(part, pikepdf.Stream) and _filters(part) == [Name.DCTDecode]:
            _strip_photo(part)


def _refusal(part: pikepdf.Object) -> str | None:
    keys, kind, subtype = set(part.keys()), part.get("/Type"), part.get("/Subtype")
    if "/XFA" in keys:
        return "pdf_form_xfa"
    if "/EF" in keys or kind == Name.EmbeddedFile or subtype == Name.FileAttachment:
        return "pdf_embedded_files"
    # A structure element's /S is a role such as /P, not an action.
    acts = kind != Name.StructElem and str(part.get("/S")) in _ACTIONS
    return "pdf_active_content" if acts or keys & _SCRIPT_KEYS or str(subtype) in _MOVING_PARTS else None


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
