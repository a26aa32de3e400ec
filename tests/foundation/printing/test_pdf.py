from __future__ import annotations

import io

import pypdfium2
import pytest

from idic.foundation.printing.pdf import pdf_of

LANGUAGES = ("en", "th", "zh-hans", "zh-hant")


def _text(paper: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(paper))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_script_is_set_and_can_be_read_back(language: str) -> None:
    data = {
        "title": "สมชาย 王伟 陳大文 Anan", "subtitle": "7", "footer": "made",
        "parts": [
            {"kind": "facts", "title": "Facts", "rows": [["จังหวัด", "กรุงเทพมหานคร"], ["省", "廣東"]]},
            {"kind": "table", "title": "Rows", "head": ["Day", "Sum"], "rows": [["1", "฿2"]] * 60},
            {"kind": "notes", "title": "Notes", "rows": [["Anan", "one\ntwo"]]},
        ],
    }  # fmt: skip
    paper = pdf_of("record", data, language=language)
    text = _text(paper)
    for words in ("王伟", "陳大文", "廣東", "Facts", "two"):
        assert words in text
    assert len(pypdfium2.PdfDocument(io.BytesIO(paper))) >= 2


def test_what_looks_like_markup_is_printed_as_it_stands() -> None:
    hostile = '#panic() $x$ *bold* #read("/etc/passwd") \\ @ref <label> // gone'
    data = {
        "title": hostile,
        "subtitle": hostile,
        "parts": [{"kind": "facts", "title": "F", "rows": [[hostile, hostile]]}],
    }
    assert "#panic()" in _text(pdf_of("record", data, language="en"))
    blocks = [
        {
            "kind": kind,
            "mark": "#x",
            "level": 1,
            "runs": [{"text": hostile, "bold": True}, {"text": "\n", "bold": False}],
        }
        for kind in ("paragraph", "heading", "item")
    ]
    letter = {"title": "t", "sender": hostile, "address": [hostile], "date": "d", "subject": hostile, "blocks": blocks}
    assert "*bold*" in _text(pdf_of("letter", letter, language="th"))
