"""What a file says about itself: properties, the standards it keeps, its colours."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from xml.sax.saxutils import escape

from board_app.documents.syntax import stream, text_string

PRODUCT = "Upstream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The properties of one file; texts are on one line and hold no control characters.

    Page numbers begin with `prefix`; `labels` are the pages, from 1, whose number is not the one
    after that before. `is_archival` and `is_accessible` tell which standards the file claims: a
    book with foreign pages that keep none of them must not claim any.
    """

    title: str
    subject: str
    author: str
    language: str
    created: datetime
    keywords: str = ""
    prefix: str = ""
    labels: tuple[tuple[int, int], ...] = ()
    is_archival: bool = True
    is_accessible: bool = True


def info(facts: Facts) -> bytes:
    """Return the information dictionary."""
    moment = text_string(facts.created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))
    entries = (
        (b"Title", text_string(facts.title)),
        (b"Author", text_string(facts.author)),
        (b"Subject", text_string(facts.subject)),
        (b"Keywords", text_string(facts.keywords)),
        (b"Creator", text_string(PRODUCT)),
        (b"Producer", text_string(PRODUCT)),
        (b"CreationDate", moment),
        (b"ModDate", moment),
    )
    return b"<<%s>>" % b"".join(b"/%s%s" % entry for entry in entries)


def xmp(facts: Facts) -> bytes:
    """Return the metadata stream: the same facts, and the standards that the file keeps."""
    moment = facts.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    claims = ""
    if facts.is_archival:
        claims += "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
    if facts.is_accessible:
        claims += "<pdfuaid:part>1</pdfuaid:part>"
    text = _PACKET.format(
        title=escape(facts.title),
        # One that is empty is left out: it would stand against the properties, which have none.
        author=_CREATOR.format(escape(facts.author)) if facts.author else "",
        subject=_DESCRIPTION.format(escape(facts.subject)) if facts.subject else "",
        language=escape(facts.language),
        keywords=escape(facts.keywords),
        product=PRODUCT,
        moment=moment,
        claims=claims,
        schema=_SCHEMA if facts.is_accessible else "",
    )
    # Archives read it without unpacking anything, so it is not compressed.
    return stream(text.encode("utf-8"), b"/Type/Metadata/Subtype/XML")


@cache
def colour_profile() -> bytes:
    """Return the profile of the colours that all documents are drawn in, as a stream."""
    from PIL import ImageCms  # noqa: PLC0415  (20 ms, once and only to print)

    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # The one part that holds a clock's time: the same document must give the same bytes.
    data = data[:24] + b"\x07\xd0\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00" + data[36:]
    return stream(zlib.compress(data), b"/N 3/Filter/FlateDecode")


_CREATOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"
_DESCRIPTION = (
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>\n'
)
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}{subject}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{product}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{product}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
{claims}
</rdf:Description>{schema}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

# PDF/A asks for the description of every schema that is not its own.
_SCHEMA = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of the standard that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
