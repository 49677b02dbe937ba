"""Attachments of official pages are read as pages are."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

import reader
from reader.errors import NotTextError

if TYPE_CHECKING:
    from pathlib import Path

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
SENTENCES = (
    "Thông báo về việc mở tuyến xe buýt đầu tiên trên địa bàn huyện Phú Sơn từ đầu tháng tới.",
    "Tuyến xe chạy từ thị trấn đến các xã miền núi, mỗi ngày mười hai chuyến đi và về.",
)


def word_file(paragraphs: tuple[str, ...]) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        f'wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def pdf_file(lines: tuple[str, ...]) -> bytes:
    """One page in Helvetica, ASCII only."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td 16 TL {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + table)
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def test_a_word_file(tmp_path: Path) -> None:
    path = tmp_path / "thông báo.docx"
    path.write_bytes(word_file(SENTENCES))
    assert [block.text for block in reader.extract(reader.fetch(path)).blocks] == list(SENTENCES)


def test_a_pdf_file_is_joined_to_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "thong-bao.pdf"
    lines = (
        "Thong bao",
        "Sang nay khai truong tuyen xe buyt dau tien",
        "cua ca huyen mien nui Phu Son.",
        "12",
    )
    path.write_bytes(pdf_file(lines))
    article = reader.extract(reader.fetch(path))
    assert article.title == "Thong bao"
    assert [b.text for b in article.blocks] == [f"{lines[1]} {lines[2]}"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"%PDF-1.4\nhong", "cannot be read"),
        (pdf_file(()), "no text"),
        (b"PK\x03\x04 word/ hong", "cannot be read"),
        (word_file(()), "no text"),
    ],
)
def test_a_broken_or_empty_one_is_told(tmp_path: Path, body: bytes, told: str) -> None:
    path = tmp_path / "hong.bin"
    path.write_bytes(body)
    with pytest.raises(NotTextError, match=told):
        reader.fetch(path)
