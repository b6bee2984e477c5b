"""Real files for the tests of the vault, fit and unfit."""

import base64
import io
import struct
import zlib
from datetime import UTC, datetime

import pikepdf
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, PngImagePlugin, TiffImagePlugin

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def picture(mode="RGB", size=(120, 80)):
    """A white picture with a black square in its upper left corner."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, 19, 19), fill="black")
    return image.convert(mode)


def saved(image, image_format, **options):
    out = io.BytesIO()
    image.save(out, image_format, **options)
    return out.getvalue()


def jpeg(mode="RGB", size=(120, 80)):
    return saved(picture(mode, size), "JPEG", quality=95)


def png(mode="RGB", size=(120, 80)):
    return saved(picture(mode, size), "PNG")


def deep_png():
    image = Image.new("I;16", (40, 30), 0xFFFF)
    image.putpixel((0, 0), 0)
    image.putpixel((1, 0), 0x8000)
    return saved(image, "PNG")


def see_through_png():
    image = Image.new("RGBA", (40, 30), (200, 0, 0, 0))
    image.putpixel((0, 0), (0, 0, 0, 255))
    return saved(image, "PNG")


def talkative_png():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Jeanne Tremblay")
    return saved(picture(), "PNG", pnginfo=notes)


def photo_with_gps(orientation=6):
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Jeanne Tremblay"
    exif[GPS] = {1: "N", 2: (45.0, 30.0, 0.0)}
    return saved(picture(), "JPEG", exif=exif, comment=b"Jeanne Tremblay", quality=95)


def fax(pages=3, dpi=(200, 200)):
    sheets = [picture("1") for _ in range(pages)]
    return saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], compression="group4", dpi=dpi)


def talkative_tiff():
    notes = TiffImagePlugin.ImageFileDirectory_v2()
    notes[315] = "Jeanne Tremblay"
    return saved(picture(), "TIFF", tiffinfo=notes)


def bomb_png(width=50_000, height=50_000):
    """A PNG of a few bytes whose header claims billions of pixels."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(bytes(100_000), 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def gif():
    return saved(picture("P"), "GIF")


def html():
    return b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


def pdf(pages=1, size=(216, 279)):
    """A PDF by fpdf2, with a black square in the upper left corner of every page."""
    paper = FPDF(unit="mm", format=size)
    paper.set_creation_date(datetime(2026, 1, 2, tzinfo=UTC))
    paper.set_author("Jeanne Tremblay")
    paper.set_title("Jeanne Tremblay")
    for _ in range(pages):
        paper.add_page()
        paper.rect(0, 0, size[0] / 4, size[1] / 4, style="F")
    return bytes(paper.output())


def changed_pdf(change, pages=1, **options):
    """A PDF that `change` has done something to."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(pages))) as file:
        change(file)
        file.save(out, **options)
    return out.getvalue()


def encrypted_pdf(user=""):
    return changed_pdf(lambda _: None, encryption=pikepdf.Encryption(owner="owner", user=user))


def script(code="app.alert(1)"):
    return Dictionary(S=Name.JavaScript, JS=String(code))


def open_action_pdf():
    def change(file):
        file.Root.OpenAction = script()

    return changed_pdf(change)


def named_script_pdf():
    def change(file):
        tree = Dictionary(Names=Array([String("x"), file.make_indirect(script())]))
        file.Root.Names = Dictionary(JavaScript=tree)

    return changed_pdf(change)


def hidden_script_pdf():
    """The same script, its names written with escapes, deep inside arrays."""
    with_script = changed_pdf(lambda file: _annotate(file, A=script()))
    return with_script.replace(b"/JavaScript", b"/J#61v#61Script").replace(b"/JS", b"/J#53")


def launching_pdf():
    return changed_pdf(lambda file: _annotate(file, A=Dictionary(S=Name.Launch, F=String("calc.exe"))))


def submitting_pdf():
    return changed_pdf(
        lambda file: _annotate(file, A=Dictionary(S=Name.SubmitForm, F=String("https://example.org")))
    )


def film_pdf():
    return changed_pdf(lambda file: _annotate(file, Subtype=Name.RichMedia))


def _annotate(file, **entries):
    basic = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": Array([0, 0, 10, 10])}
    file.pages[0].obj.Annots = Array([file.make_indirect(Dictionary(**(basic | entries)))])


def attachment_pdf():
    def change(file):
        file.attachments["tax.csv"] = b"a,b"

    return changed_pdf(change)


def xfa_pdf():
    def change(file):
        file.Root.AcroForm = Dictionary(Fields=Array([]), XFA=file.make_stream(b"<xdp/>"))

    return changed_pdf(change)


def bookmarked_pdf():
    """A PDF that opens at a place, which is harmless and common."""

    def change(file):
        file.Root.OpenAction = Array([file.pages[0].obj, Name.Fit])
        with file.open_metadata() as notes:
            notes["dc:creator"] = ["Jeanne Tremblay"]

    return changed_pdf(change)


def filled_form_pdf():
    """A PDF whose only ink is the dark ground of a form's text box."""

    def change(file):
        file.pages[0].obj.Contents = file.make_stream(b"")
        look = file.make_stream(b"0 0 0 rg 0 0 300 300 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 300])
        box = file.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("name"),
                V=String("x"),
                F=4,
                Rect=Array([0, 400, 300, 700]),
                AP=Dictionary(N=look),
            )
        )
        file.pages[0].obj.Annots = Array([box])
        file.Root.AcroForm = Dictionary(Fields=Array([box]))

    return changed_pdf(change)


def photo_pdf(photo):
    """A PDF that shows one JPEG, as phones make them."""

    def change(file):
        stream = file.make_stream(photo)
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = 120, 80, 8
        stream.ColorSpace, stream.Filter = Name.DeviceRGB, Name.DCTDecode
        file.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Photo=stream))
        file.pages[0].obj.Contents = file.make_stream(b"q 600 0 0 400 0 300 cm /Photo Do Q")

    return changed_pdf(change)


def huge_picture_pdf(width=60_000, height=60_000):
    def change(file):
        packed = zlib.compress(bytes(1_000_000), 9)
        stream = file.make_stream(packed)
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = width, height, 8
        stream.ColorSpace, stream.Filter = Name.DeviceRGB, Name.FlateDecode
        file.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Photo=stream))
        file.pages[0].obj.Contents = file.make_stream(b"q 600 0 0 400 0 300 cm /Photo Do Q")

    return changed_pdf(change)


def swollen_pdf(megabytes=1200):
    """A PDF of about one megabyte whose page unpacks to more than one gigabyte."""
    packer = zlib.compressobj(9)
    start = packer.compress(b"q Q " * 262_144) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b"q Q " * 262_144) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = start + again * megabytes + packer.flush()

    def change(file):
        contents = file.make_stream(packed)
        contents.Filter = Name.FlateDecode
        file.pages[0].obj.Contents = contents

    return changed_pdf(change)


def endless_pdf():
    """A PDF whose page tree of nine levels multiplies itself to a billion pages."""

    def change(file):
        node = file.pages[0].obj
        for _ in range(9):
            node = file.make_indirect(Dictionary(Type=Name.Pages, Count=10**9, Kids=Array([node] * 10)))
        file.Root.Pages = node

    return changed_pdf(change)


def strip_pdf(width=1, height=14_400):
    """A PDF whose page is a ribbon."""

    def change(file):
        file.pages[0].obj.MediaBox = Array([0, 0, width, height])

    return changed_pdf(change)


_HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ACJpbG9jAAAAAERAAAEAAQAAAAABegABAAAAAAAAAFAAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt"
    "AAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDyBRZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xy"
    "bmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAAB4AAAAUAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAAFht"
    "ZGF0AAAATCgBrwngFaaP/+gadycA19f7Z4PVw8lPYJ9sQYNmE4uL5paX1rOFYbYrKNc3+i6aYuBLUxNet4PuO0NBAAADAAADAAAD"
    "AFSAAOIAAQ0="
)


def heic():
    """The picture as an iPhone keeps it; made by another program, because nothing here writes this kind."""
    return base64.b64decode(_HEIC)


def sideways_fax(dpi=(98, 204)):
    """A coarse fax scanned on its side: its dots are not square, and its orientation says how to turn it."""
    notes = TiffImagePlugin.ImageFileDirectory_v2()
    notes[274] = 6
    return saved(picture("1"), "TIFF", tiffinfo=notes, dpi=dpi, compression="group4")


def linked_pdf():
    return changed_pdf(
        lambda file: _annotate(file, A=Dictionary(S=Name.URI, URI=String("https://example.org")))
    )


def layered_pdf():
    """A PDF with a black layer over all the page, which is hidden."""

    def change(file):
        layer = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden")))
        hidden = Dictionary(OFF=Array([layer]), BaseState=Name.ON)
        file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=hidden)
        form = file.make_stream(b"0 0 600 800 re f")
        form.Type, form.Subtype, form.BBox, form.OC = Name.XObject, Name.Form, Array([0, 0, 600, 800]), layer
        file.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Layer=form))
        file.pages[0].obj.Contents = file.make_stream(b"/Layer Do")

    return changed_pdf(change)


def signed_pdf():
    """A PDF with a field that says it is signed electronically."""

    def change(file):
        signature = Dictionary(Type=Name.Sig, Contents=String("0"))
        field = Dictionary(
            FT=Name.Sig, T=String("s"), V=signature, Subtype=Name.Widget, Rect=Array([0, 0, 0, 0])
        )
        box = file.make_indirect(field)
        file.pages[0].obj.Annots = Array([box])
        file.Root.AcroForm = Dictionary(Fields=Array([box]), SigFlags=3)

    return changed_pdf(change)
