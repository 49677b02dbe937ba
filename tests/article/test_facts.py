"""Title, day, author and site from all kinds of evidence, good and misleading: cases as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import reader

PROSE = (
    "<p>Sáng nay, huyện Phú Sơn khai trương tuyến xe buýt đầu tiên nối thị trấn với các xã.</p>"
    "<p>Ông Lê Văn Hòa cho biết từ nay việc đi khám bệnh, đi chợ của bà con thuận tiện hơn.</p>"
)
CASES = json.loads(Path(__file__).with_name("facts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_fact_is_told_as_the_page_means_it(case: dict[str, str | None]) -> None:
    article = reader.extract(str(case["page"]).replace("{prose}", PROSE))
    value = getattr(article, str(case["field"]))
    assert (None if value is None else str(value)) == case["value"]
