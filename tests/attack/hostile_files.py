"""Small files that ask for hours or gigabytes, of every kind that is taken."""

import struct
import zlib

PAGE = "0 0 612 792"


def pdf(*objects, root=1):
    """Return a PDF of numbered objects, each given as bytes."""
    body = b"%PDF-1.7\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return body + b"trailer<</Root %d 0 R/Size %d>>\n%%%%EOF" % (root, len(objects) + 1)


def stream(content, more=""):
    packed = zlib.compress(content, 9)
    return f"<<{more}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream"


def one_page(content, resources="", box=PAGE, others=()):
    """Return a PDF of one page, whose content is object 4 and whose further objects begin at 5."""
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Resources<<{resources}>>/Contents 4 0 R>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, page.encode(), stream(content), *others)


def group(content, resources=""):
    """Return a full-page transparency group."""
    told = f"/Type/XObject/Subtype/Form/BBox[{PAGE}]/Group<</S/Transparency/I true>>/Resources<<{resources}>>"
    return stream(content, told)


def nested_groups(depth=14, each=8):
    """Each group draws the next one several times: `each` to the power of `depth` pages are painted."""
    inner = [group(b"/G Do " * each, f"/XObject<</G {number} 0 R>>") for number in range(6, 5 + depth)]
    return one_page(b"/G Do", "/XObject<</G 5 0 R>>", others=[*inner, group(f"{PAGE} re f".encode())])


def many_groups(count=60):
    content = f"{PAGE} re f".encode()
    return one_page(b"/G Do " * count, "/XObject<</G 5 0 R>>", others=[group(content)])


def many_fills(count=40_000):
    return one_page(b"0 0 612 792 re f\n" * count)


def looped_pages():
    """A tree of pages whose branches are each other's, without an end."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>",
    )


def vast_page(inches=200):
    side = inches * 72
    return one_page(b"0 0 %d %d re f" % (side // 2, side // 2), box=f"0 0 {side} {side}")


def long_tiff(pages=3000):
    """A fax whose every page is the same white strip."""
    return _tiff(pages, width=1728, height=2200)


def vast_tiff():
    return _tiff(1, width=30_000, height=30_000)


def _tiff(pages, width, height):
    strip = 8
    body = bytearray(b"II*\0" + struct.pack("<I", 8 + 64) + bytes(64))
    for number in range(pages):
        rows = (
            (256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 4), (262, 3, 0), (273, 4, strip),
            (277, 3, 1), (278, 4, height), (279, 4, 64),
        )  # fmt: skip
        entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in rows)
        after = len(body) + 2 + len(entries) + 4
        last = number == pages - 1
        body += struct.pack("<H", len(rows)) + entries + struct.pack("<I", 0 if last else after)
    return bytes(body)


def vast_png(side=30_000):
    """A PNG of 900 million pixels, whose bytes are all there."""
    row = zlib.compress(bytes(side // 8 + 1) * 64, 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", row) + _chunk(b"IEND", b"")


def _chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
