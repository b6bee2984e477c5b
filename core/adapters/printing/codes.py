"""The QR code in each corner of a page, by which the portal knows its paper again."""

from PIL import Image
from zxingcpp import (
    BarcodeFormat,
    create_barcode,  # pyright: ignore[reportUnknownVariableType] its options are untyped
)

from core.adapters.printing.sheet import HEIGHT, MARGIN, WIDTH, Sheet
from core.domain.form.papers import FormPlace, FormRequest

SIDE = 14.0
CORNERS = {
    "tl": (MARGIN, MARGIN),
    "tr": (WIDTH - MARGIN - SIDE, MARGIN),
    "bl": (MARGIN, HEIGHT - MARGIN - SIDE),
    "br": (WIDTH - MARGIN - SIDE, HEIGHT - MARGIN - SIDE),
}
MODULES = 29
PIXELS_PER_MODULE = 8


def draw_codes(sheet: Sheet, request: FormRequest, page: int) -> list[FormPlace]:
    """Draw the four codes of the open page and return where they lie."""
    return [_draw_code(sheet, request, page, corner) for corner in CORNERS]


def payload(request: FormRequest, page: int, corner: str) -> str:
    """Return what one code says."""
    return f"IMM5661|{request.reference}|{page}|{corner}|{request.print_number}|{request.digest[:16]}"


def _draw_code(sheet: Sheet, request: FormRequest, page: int, corner: str) -> FormPlace:
    x, y = CORNERS[corner]
    with sheet.decoration():
        sheet.image(_picture(payload(request, page, corner)), x, y, SIDE, SIDE)
    return FormPlace(name=f"qr_{corner}", page=page, x=x, y=y, width=SIDE, height=SIDE)


def _picture(text: str) -> Image.Image:
    # At 100 dpi large modules count for more than redundancy: of 300 rough scans level M was read 271 times
    # in 29 modules but 162 times in 33; level L, in 29, 257 times.
    medium = _symbol(text, "M")
    return medium if medium.width <= MODULES * PIXELS_PER_MODULE else _symbol(text, "L")


def _symbol(text: str, level: str) -> Image.Image:
    code = create_barcode(text, BarcodeFormat.QRCode, ec_level=level)
    return Image.fromarray(code.to_image(scale=PIXELS_PER_MODULE, add_quiet_zones=False)).convert("1")
