"""The signs by which parts of a page are known: patterns and words, no logic.

Names (class and id) are what site builders say a part is; labels are what readers see.
"""

from __future__ import annotations

import re
from typing import Final


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


LEAD_NAME: Final = _any(
    r"\bsapo\b", r"[-_]sapo\b", r"\bsapo[-_]", r"\blead\b", r"\bchapeau\b", r"\bstandfirst\b",
    r"(?:article|detail|news|post|content)[-_](?:summary|description|lead|intro|desc)\b",
    r"articledescription", r"\bsummary\b", r"\bdescription\b",
)  # fmt: skip
BODY_NAME: Final = _any(
    r"article[-_]?(?:body|content|detail|text)", r"(?:detail|content|news|post|entry|main|story)[-_]"
    r"?(?:content|body|detail|text)", r"\bfck_detail\b", r"\bmaincontent\b", r"asset-full-content",
    r"journal-content-article", r"singular-content", r"content_detail", r"\barticle\b", r"noi-?dung",
    r"afcbc-body", r"\bentry\b", r"\bhentry\b",
)  # fmt: skip
FURNITURE_NAME: Final = _any(
    r"\bshar(?:e|ing)", r"social", r"\brelat(?:ed|e)", r"relation", r"tin-?(?:lien-?quan|khac|cu|moi)",
    r"lien-?quan", r"other-?news", r"othernews", r"\bcomment", r"binh-?luan", r"breadcrumb",
    r"sidebar", r"\bside\b", r"\bbanner", r"\bads?[-_\b]", r"\badv", r"advert", r"quang-?cao",
    r"\btags?\b", r"tag-?list", r"\bmenu", r"\bnav", r"\bfooter", r"\btoolbar", r"\btools?\b",
    r"\bprint\b", r"pagination", r"\bpager\b", r"newsletter", r"subscribe", r"\bpopup", r"\bmodal",
    r"\bcookie", r"\brating", r"\bvote", r"view-?count", r"luot-?xem", r"most-?read", r"doc-?nhieu",
    r"cung-?chuyen-?muc", r"same-?cate", r"boxrelated", r"relatednews", r"news-?purchase",
    r"readmore", r"read-more", r"\bskip-", r"sr-only", r"visually-hidden", r"font-?size", r"btn-font",
    r"reading-controls", r"asset-control", r"kbwscwl", r"box-?category", r"\bwidget\b", r"promo",
    r"\bauthor-box", r"recommend", r"trending", r"\bpromoted", r"outbrain", r"taboola",
)  # fmt: skip
CAPTION_NAME: Final = _any(
    r"caption", r"\bchu-?thich", r"photo-?cms-?caption", r"pcaption", r"desc-?image", r"image-?desc",
    r"\bphoto-desc", r"\bimage$", r"\bfigdesc",
)  # fmt: skip
AUTHOR_NAME: Final = _any(r"\bauthor", r"\bbyline", r"tac-?gia", r"journalist", r"nguon")
TITLE_NAME: Final = _any(r"asset-full-content-title", r"(?:detail|article|news|post|content)[-_ ]?title",
                         r"title[-_ ]?(?:detail|news|article|page)", r"entry-title", r"headline")  # fmt: skip

FURNITURE_LABEL: Final = re.compile(
    r"""^\W*(?:
      (?:xem\s+)?cỡ\s+chữ.* | (?:đọc|nghe)\s+(?:đọc\s+)?bài(?:\s+viết|\s+báo)?(?:\s+này)?
    | a-?\s*a\s*a\+? | in\s+(?:bài(?:\s+viết)?|ấn|trang) | gửi\s+(?:e?mail|bài(?:\s+viết)?|thư|bạn\s+bè)
    | chia\s+sẻ.{0,40} | lượt\s+xem\W*[\d.,]* | view\s+count\W*\d* | số\s+lượt\s+xem\W*[\d.,]*
    | tin\s+(?:bài\s+)?(?:liên\s+quan|khác|cùng\s+chuyên\s+mục|mới\s+nhất|đọc\s+nhiều|nổi\s+bật)
    | các\s+tin\s+(?:khác|liên\s+quan|đã\s+đưa|cũ\s+hơn|mới\s+hơn) | bài\s+(?:viết\s+)?(?:liên\s+quan|khác|cùng\s+chuyên\s+mục)
    | bình\s+luận(?:\s*\(\d+\))? | ý\s+kiến\s+bạn\s+đọc | từ\s+khóa\W* | tags?\W* | xem\s+thêm\W* | đọc\s+thêm\W*
    | tham\s+khảo\s+thêm | mời\s+(?:bạn|quý\s+vị).{0,60} | quay\s+lại | trở\s+về | về\s+đầu\s+trang | tải\s+ứng\s+dụng\W*
    | theo\s+dõi\s+.{0,30}(?:google|facebook|zalo).{0,40} | copy\s+link | sao\s+chép\s+liên\s+kết | pho\s+ban\s+bien\s+tap
    | share(?:\s+this)?(?:\s+article)? | related\s+(?:articles|stories|news|posts) | read\s+more\W*.{0,0} | comments?(?:\s*\(\d+\))?
    | advertisement | sign\s+up.{0,60}newsletter.{0,40} | print | e?mail
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
RELATED_HEADING: Final = re.compile(
    r"^\W*(?:tin\s+(?:bài\s+)?(?:liên\s+quan|khác|cùng\s+chuyên\s+mục)|các\s+tin\s+.{0,12}|"
    r"bài\s+(?:viết\s+)?(?:liên\s+quan|khác|cùng\s+chuyên\s+mục)|related\s+(?:articles|stories|news|posts)|"
    r"bình\s+luận|ý\s+kiến\s+bạn\s+đọc|có\s+thể\s+bạn\s+quan\s+tâm|đọc\s+nhiều(?:\s+nhất)?)\W*$",
    re.IGNORECASE,
)
CONTROLS: Final = {
    "read_aloud": re.compile(
        r"(?:đọc|nghe)\s+(?:đọc\s+)?(?:bài|tin)|báo\s+nói|read\s*article|tts", re.IGNORECASE
    ),
    "text_size": re.compile(
        r"cỡ\s+chữ|font\s*(?:size|change|minus|plus)|btn-font|text-?size", re.IGNORECASE
    ),
}
DATELINE: Final = re.compile(
    r"^\W{0,2}(?:\((?:[\w.À-ỹ ]{2,30})\)|(?:TTO|NLĐO|VOV\.VN|VTV\.vn|TPO|PLO|GD&TĐ|SGGPO?|Dân trí|VnExpress))\s*[-–—]\s*"
)
END_OF_ARTICLE: Final = re.compile(r"\./\.?\s*$")
