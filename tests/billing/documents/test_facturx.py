from dataclasses import replace
from io import BytesIO

from facturx import get_facturx_xml_from_pdf
from lxml import etree
from pypdf import PdfReader

from clientele.billing.documents.facturx import cii_of, document_of, hybrid_of
from clientele.billing.documents.pdf import pdf_of
from tests.billing.documents.papers import AT, CREDIT, EURO, SELLER

FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def test_the_einvoice_comes_out_of_the_pdf_as_it_went_in():
    name, xml = get_facturx_xml_from_pdf(hybrid_of(EURO, made_at=AT), check_xsd=True)
    assert name == "factur-x.xml"
    assert xml == cii_of(EURO)


def test_the_same_paper_is_the_same_hybrid():
    assert hybrid_of(EURO, made_at=AT) == hybrid_of(EURO, made_at=AT)


def test_the_file_is_tied_to_the_document_as_its_other_form():
    root = PdfReader(BytesIO(hybrid_of(CREDIT, made_at=AT)), strict=True).trailer["/Root"]
    file = root["/AF"][0].get_object()
    assert (file["/UF"], file["/AFRelationship"]) == ("factur-x.xml", "/Alternative")
    assert file["/EF"]["/F"]["/Subtype"] == "/text/xml"


def test_the_metadata_tell_the_profile_and_describe_their_own_words():
    words = _metadata(hybrid_of(EURO, made_at=AT))
    told = {one.tag.removeprefix(FX): one.text for one in words.iter() if str(one.tag).startswith(FX)}
    assert told == {
        "DocumentType": "INVOICE",
        "DocumentFileName": "factur-x.xml",
        "Version": "1.0",
        "ConformanceLevel": "EN 16931",
    }
    text = etree.tostring(words).decode()
    assert "<pdfaSchema:prefix>fx</pdfaSchema:prefix>" in text
    assert ("<pdfaid:part>3</pdfaid:part>" in text, "<pdfuaid:part>1</pdfuaid:part>" in text) == (True, True)
    assert all(f"<pdfaProperty:name>{name}</pdfaProperty:name>" in text for name in told)
    assert len(list(words.iter(f"{RDF}RDF"))) == 1


def test_an_incomplete_paper_is_sent_as_a_pdf_alone():
    less = replace(EURO, seller=replace(SELLER, country=""))
    assert document_of(less, made_at=AT) == pdf_of(less, made_at=AT)
    assert document_of(EURO, made_at=AT) == hybrid_of(EURO, made_at=AT)
    assert b"factur-x.xml" not in pdf_of(EURO, made_at=AT)


def _metadata(pdf: bytes):
    reader = PdfReader(BytesIO(pdf), strict=True)
    return etree.fromstring(reader.trailer["/Root"]["/Metadata"].get_object().get_data())
