"""What happens to a sheet of paper before it comes back as a file: scanners, telephones, coffee, stamps.

Shapes: each takes a picture of a page (RGB) and a source of chance, and returns a picture.
Units:  millimetres where paper is meant; `dpmm` is dots a millimetre.
"""

import io
import math
from collections.abc import Callable
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from core.adapters.printing.sheet import HEIGHT, WIDTH

Damage = Callable[[Image.Image, Random], Image.Image]


def dpmm(page: Image.Image) -> float:
    """Return how many dots a millimetre of an undamaged page has."""
    return page.width / WIDTH


# --- what scanners do ---


def tilted(page: Image.Image, chance: Random) -> Image.Image:
    """Turn a page by up to three degrees."""
    return page.rotate(chance.uniform(-3, 3), Image.Resampling.BICUBIC, fillcolor=(245, 245, 245))


def turned(quarters: int) -> Damage:
    """Return what turns a page by quarters."""
    return lambda page, chance: tilted(page, chance).rotate(90 * quarters, expand=True)


def skewed(page: Image.Image, chance: Random) -> Image.Image:
    """Shear a page, as a feeder does that pulls on one side."""
    slant = chance.uniform(-0.03, 0.03)
    matrix = (1, slant, -slant * page.height / 2, chance.uniform(-0.015, 0.015), 1, 0)
    return page.transform(
        page.size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC, fillcolor="white"
    )


def at(dpi: int) -> Damage:
    """Return what scans a page at a resolution."""

    def scanned(page: Image.Image, chance: Random) -> Image.Image:  # noqa: ARG001 like every other
        size = (round(WIDTH / 25.4 * dpi), round(HEIGHT / 25.4 * dpi))
        return page.resize(size, Image.Resampling.BOX if page.width > size[0] else Image.Resampling.BICUBIC)

    return scanned


def fax(page: Image.Image, chance: Random) -> Image.Image:
    """Send a page by fax: two tones at 200 dots, or 200 by 100, with a little dirt."""
    fine = chance.random() < 0.5
    grey = at(200)(page, chance).convert("L")
    if not fine:
        grey = grey.resize((grey.width, grey.height // 2)).resize(grey.size, Image.Resampling.NEAREST)
    tones = np.asarray(grey) > chance.randint(150, 205)
    speckled = np.random.default_rng(chance.randrange(2**32)).random(tones.shape) < 0.0005
    return Image.fromarray(((tones ^ speckled) * 255).astype(np.uint8)).convert("RGB")


def jpeg(page: Image.Image, chance: Random) -> Image.Image:
    """Squeeze a page as JPEG of quality 30 to 75."""
    out = io.BytesIO()
    page.save(out, "JPEG", quality=chance.randint(30, 75))
    return Image.open(out).convert("RGB")


def blurred(page: Image.Image, chance: Random) -> Image.Image:
    """Put a page out of focus."""
    return page.filter(ImageFilter.GaussianBlur(chance.uniform(0.1, 0.25) * dpmm(page)))


def noisy(page: Image.Image, chance: Random) -> Image.Image:
    """Add the noise of a sensor."""
    seen = np.asarray(page, np.float32)
    grain = np.random.default_rng(chance.randrange(2**32)).normal(0, chance.uniform(3, 9), seen.shape)
    return _picture(seen + grain)


def dark(page: Image.Image, chance: Random) -> Image.Image:
    """Scan a page with too little light."""
    return _picture(np.asarray(page, np.float32) * chance.uniform(0.3, 0.5))


def pale(page: Image.Image, chance: Random) -> Image.Image:
    """Copy a page with too little toner."""
    return _picture(255 - (255 - np.asarray(page, np.float32)) * chance.uniform(0.35, 0.55))


def streaked(page: Image.Image, chance: Random) -> Image.Image:
    """Draw the streak of a dirty scanner from top to bottom, through the boxes."""
    page, drawing = _drawn(page)
    x, tone = chance.uniform(0.08, 0.55) * page.width, chance.randint(20, 120)
    drawing.line(((x, 0), (x + chance.uniform(-6, 6), page.height)), fill=(tone,) * 3, width=_dots(page, 0.3))
    return page


# --- what telephones do ---


def photographed(page: Image.Image, chance: Random) -> Image.Image:
    """Photograph a page on a desk: perspective, uneven light, a shadow, blur, noise, JPEG."""
    page = _uneven(_perspective(page, chance), chance)
    if chance.random() < 0.7:
        page = shadowed(page, chance)
    page = page.filter(ImageFilter.GaussianBlur(chance.uniform(0.0, 0.12) * dpmm(page)))
    return jpeg(noisy(page, chance), chance)


def shadowed(page: Image.Image, chance: Random) -> Image.Image:
    """Throw the shadow of a hand over a page, its edge more or less hard."""
    mask = Image.new("L", page.size, 255)
    drawing, wide, tall = ImageDraw.Draw(mask), *page.size
    start, lean = chance.uniform(0.2, 0.8) * wide, chance.uniform(-0.5, 0.5) * wide
    side = 0 if chance.random() < 0.5 else wide
    shade = chance.randint(100, 190)
    drawing.polygon([(side, 0), (start, 0), (start + lean, tall), (side, tall)], fill=shade)
    soft = mask.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 8) * dpmm(page)))
    return _picture(np.asarray(page, np.float32) * (np.asarray(soft, np.float32)[..., None] / 255))


def _perspective(page: Image.Image, chance: Random) -> Image.Image:
    wide, tall = page.size
    reach = 0.05

    def near(x: float, y: float) -> tuple[float, float]:
        return (x + chance.uniform(-reach, reach)) * wide, (y + chance.uniform(-reach, reach)) * tall

    corners = [near(0.06, 0.06), near(0.94, 0.06), near(0.94, 0.94), near(0.06, 0.94)]
    sheet = [(0.0, 0.0), (wide, 0.0), (wide, tall), (0.0, tall)]
    desk = chance.choice([(70, 60, 50), (120, 100, 80), (180, 180, 185), (40, 45, 50)])
    matrix = _homography(corners, sheet)
    return page.transform(
        page.size, Image.Transform.PERSPECTIVE, matrix, Image.Resampling.BICUBIC, fillcolor=desk
    )


def _uneven(page: Image.Image, chance: Random) -> Image.Image:
    seen = np.asarray(page, np.float32)
    across, down = np.linspace(-1, 1, page.width), np.linspace(-1, 1, page.height)
    light = 1 + chance.uniform(-0.2, 0.2) * across[None, :] + chance.uniform(-0.2, 0.2) * down[:, None]
    tint = np.array([1, chance.uniform(0.94, 1), chance.uniform(0.82, 1)])
    return _picture(seen * (light[..., None] * chance.uniform(0.7, 0.9)) * tint)


# --- what people do ---


def stamped_code(page: Image.Image, chance: Random) -> Image.Image:
    """Stamp over one of the codes."""
    corner = chance.choice([(19, 19), (WIDTH - 19, 19), (19, HEIGHT - 19), (WIDTH - 19, HEIGHT - 19)])
    return _stamped(page, chance, *(place + chance.uniform(-4, 4) for place in corner))


def ringed(x: float, y: float, width: float, height: float) -> Damage:
    """Return what puts a coffee cup on a box."""

    def ring(page: Image.Image, chance: Random) -> Image.Image:
        unit, radius = dpmm(page), chance.uniform(32, 44)
        turn, out = chance.uniform(0, 6.3), chance.uniform(0.75, 1.1) * radius
        middle = (x + width / 2 + out * math.cos(turn), y + height / 2 + out * math.sin(turn) * 0.9)
        mask = Image.new("L", page.size)
        drawing = ImageDraw.Draw(mask)
        for wide, tone in ((chance.uniform(2, 4), chance.randint(50, 110)), (0.7, chance.randint(90, 170))):
            box = [(place + side * radius) * unit for side in (-1, 1) for place in middle]
            drawing.ellipse(box, outline=tone, width=round(wide * unit))
        soft = mask.filter(ImageFilter.GaussianBlur(0.25 * unit))
        stained = page.copy()
        stained.paste(Image.new("RGB", page.size, (105, 65, 30)), (0, 0), soft)
        return stained

    return ring


def struck(x: float, y: float, width: float, height: float) -> Damage:
    """Return what prints or scans a line right through a box, from one side to the other."""

    def line(page: Image.Image, chance: Random) -> Image.Image:
        page, drawing = _drawn(page)
        unit, slant = dpmm(page), chance.uniform(-4, 4)
        tone, thick = chance.randint(0, 110), _dots(page, chance.uniform(0.2, 0.7))
        if chance.random() < 0.6:
            level = y + height * chance.uniform(0.2, 0.8)
            ends = ((0, level - slant / 2), (WIDTH, level + slant / 2))
        else:
            place = x + width * chance.uniform(0.1, 0.9)
            ends = ((place - slant / 2, 0), (place + slant / 2, HEIGHT))
        drawing.line([(a * unit, b * unit) for a, b in ends], fill=(tone,) * 3, width=thick)
        return page

    return line


def folded(y: float) -> Damage:
    """Return what folds a page at a height: a crease, two shades, the lower part a little out of place."""

    def fold(page: Image.Image, chance: Random) -> Image.Image:
        seen = np.asarray(page, np.float32).copy()
        line, unit = round((y + chance.uniform(-3, 3)) * dpmm(page)), dpmm(page)
        shift = round(chance.uniform(-0.5, 0.5) * unit)
        seen[line:] = np.roll(seen[line:], shift, axis=1) * chance.uniform(0.88, 1.0)
        rows = np.arange(page.height)
        crease = np.exp(-(((rows - line) / (chance.uniform(0.25, 0.8) * unit)) ** 2)) * chance.uniform(
            -0.1, 0.35
        )
        return _picture(seen * (1 - crease[:, None, None]))

    return fold


def _stamped(page: Image.Image, chance: Random, x: float, y: float) -> Image.Image:
    unit, radius = dpmm(page), chance.uniform(9, 14)
    mask = Image.new("L", page.size)
    drawing, strong = ImageDraw.Draw(mask), chance.randint(120, 230)
    for share in (1.0, 0.75):
        box = [(place + side * radius * share) * unit for side in (-1, 1) for place in (x, y)]
        drawing.ellipse(box, outline=strong, width=_dots(page, 0.6))
    for row in (-2.5, 0.5):
        drawing.text(
            ((x - radius * 0.6) * unit, (y + row) * unit), "REÇU 2026", fill=strong, font_size=2.6 * unit
        )
    ink = chance.choice([(180, 30, 40), (40, 60, 170), (30, 30, 30), (90, 40, 120)])
    stamped = page.copy()
    stamped.paste(
        Image.new("RGB", page.size, ink),
        (0, 0),
        mask.rotate(chance.uniform(-30, 30), center=(x * unit, y * unit)),
    )
    return stamped


# --- means ---


def _dots(page: Image.Image, wide: float) -> int:
    return max(1, round(wide * dpmm(page)))


def _drawn(page: Image.Image) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    copy = page.copy()
    return copy, ImageDraw.Draw(copy)


def _picture(seen: "np.ndarray[tuple[int, ...], np.dtype[np.floating]]") -> Image.Image:
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))


def _homography(seen: list[tuple[float, float]], paper: list[tuple[float, float]]) -> list[float]:
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(seen, paper, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    told = [place for point in paper for place in point]
    return [float(value) for value in np.linalg.solve(np.array(rows), np.array(told))]
