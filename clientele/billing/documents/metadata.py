"""The words in a PDF's metadata by which readers know a Factur-X invoice; typst does not write them.

They are appended as an incremental update (ISO 32000-1, 7.5.6), so that nothing that typst wrote is touched.
"""

import re

SPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PROPERTIES = {
    "DocumentType": ("INVOICE", "The type of the hybrid document"),
    "DocumentFileName": ("factur-x.xml", "The name of the embedded XML document"),
    "Version": ("1.0", "The version of the standard that the embedded XML document follows"),
    "ConformanceLevel": ("EN 16931", "The profile of the embedded XML document"),
}
_METADATA = re.compile(rb"/Metadata (\d+) 0 R")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
_END_OF_SCHEMAS, _END_OF_WORDS = b"</rdf:Bag></pdfaExtension:schemas>", b"</rdf:RDF>"


def with_metadata(pdf: bytes) -> bytes:
    """The PDF of typst, told to be a Factur-X invoice in the profile EN 16931."""
    number = _found(_METADATA, pdf)[1]
    trailer = _found(_TRAILER, pdf[-2_000:])
    words = _extended(_stream(pdf, number))
    start = len(pdf) + 1
    head = b"<</Type/Metadata/Subtype/XML/Length %d>>" % len(words)
    body = b"%s 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, head, words)
    table = b"xref\n0 1\n0000000000 65535 f\r\n%s 1\n%010d 00000 n\r\n" % (number, start)
    end = b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], trailer[2], start + len(body))
    return pdf + b"\n" + body + table + end


def _stream(pdf: bytes, number: bytes) -> bytes:
    written = re.compile(rb"\n%s 0 obj\s*<</Length (\d+)/Type/Metadata/Subtype/XML>>\s*stream\n" % number)
    found = _found(written, pdf)
    return pdf[found.end() : found.end() + int(found[1])]


def _extended(words: bytes) -> bytes:
    for place in (_END_OF_SCHEMAS, _END_OF_WORDS):
        if words.count(place) != 1:
            raise ValueError("typst writes its metadata in another way than before")
    described = "".join(
        '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>external</pdfaProperty:category>'
        f"<pdfaProperty:description>{told}</pdfaProperty:description><pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
        for name, (_, told) in PROPERTIES.items()
    )
    schema = (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{SPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
    values = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, (value, _) in PROPERTIES.items())
    told = f'<rdf:Description rdf:about="" xmlns:fx="{SPACE}">{values}</rdf:Description>'
    return words.replace(_END_OF_SCHEMAS, schema.encode() + _END_OF_SCHEMAS).replace(
        _END_OF_WORDS, told.encode() + _END_OF_WORDS
    )


def _found(pattern: re.Pattern[bytes], pdf: bytes) -> re.Match[bytes]:
    if found := pattern.search(pdf):
        return found
    raise ValueError("typst writes its PDF in another way than before")
