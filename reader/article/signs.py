"""The signs by which parts of a page are known: patterns and words, no logic.

Names (class and id) are what site builders call a part; labels are what readers see.
"""

from __future__ import annotations

import functools
import re
from typing import Final

UPPER: Final = "".join(c for c in map(chr, range(0x1EFA)) if c.isupper() and c.isalpha())


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _whole(*alternatives: str) -> re.Pattern[str]:
    """Nothing but one of these, spaces as they come, punctuation around it."""
    spaced = (a.replace(" ", r"\s+") for a in alternatives)
    return re.compile(rf"^\W*(?:{'|'.join(spaced)})\W*$", re.IGNORECASE)


@functools.lru_cache(maxsize=8192)
def named(sign: re.Pattern[str], name: str) -> bool:
    """Whether a name bears a sign; pages use the same few names over and over."""
    return bool(sign.search(name))


LEAD_NAME: Final = _any(
    r"\bsapo\b",
    r"[-_]sapo\b",
    r"\bsapo[-_]",
    r"\blead\b",
    r"\bchapeau\b",
    r"\bstandfirst\b",
    r"(?:article|detail|news|post|content)[-_](?:summary|description|lead|intro|desc)\b",
    r"articledescription",
    r"\bsummary\b",
    r"\bdescription\b",
)
BODY_NAME: Final = _any(
    r"article[-_]?(?:body|content|detail|text)",
    r"(?:detail|content|news|post|entry|main|story)[-_]?(?:content|body|detail|text)",
    r"\bfck_detail\b",
    r"\bmaincontent\b",
    r"asset-full-content",
    r"journal-content-article",
    r"singular-content",
    r"content_detail",
    r"\barticle\b",
    r"noi-?dung",
    r"afcbc-body",
    r"\bentry\b",
    r"\bhentry\b",
)
FURNITURE_NAME: Final = _any(
    r"\bshar(?:e|ing)|social|\brelat(?:ed|e)|relation|boxrelated|relatednews",
    r"tin-?(?:lien-?quan|khac|cu|moi)|lien-?quan|other-?news|cung-?chuyen-?muc|same-?cate",
    r"\bcomment|binh-?luan|\brating|\bvote|view-?count|luot-?xem|most-?read|doc-?nhieu",
    r"breadcrumb|\bmenu|\bnav|\bfooter|sidebar|\bside\b|pagination|\bpager\b|\bskip-",
    r"\bbanner|\bads?(?:[-_]|\b)|\badv|advert|quang-?cao|\bpromo|outbrain|taboola|news-?purchase",
    r"\btags?\b|tag-?list|newsletter|subscribe|\bpopup|\bmodal|\bcookie|\bwidget\b",
    r"\btoolbar|\btools?\b|\bprint\b|font-?size|btn-font|reading-controls|asset-control",
    r"readmore|read-more|recommend|trending|kbwscwl|box-?category|\bauthor-box",
    r"sr-only|visually-hidden",
)
CAPTION_NAME: Final = _any(
    r"caption",
    r"\bchu-?thich",
    r"desc-?image",
    r"image-?desc",
    r"\bphoto-desc",
    r"\bimage$",
    r"\bfigdesc",
)
AUTHOR_NAME: Final = _any(r"\bauthor", r"\bbyline", r"tac-?gia", r"journalist", r"nguon")
INSTITUTION: Final = _any(
    r"^admin\b",
    r"ban bi[eê]n t[aậ]p",
    r"^(?:ban quản trị|quản trị viên|editor|webmaster|administrator|bbt)\b",
    r"vccorp",
    r"\bonline\b",
    r"^(?:báo|đài|cổng thông tin|trang thông tin|sở|bộ|ubnd)\s",
)
"""By-lines that are nobody's name."""
TITLE_NAME: Final = _any(
    r"asset-full-content-title",
    r"(?:detail|article|news|post|content)[-_ ]?title",
    r"title[-_ ]?(?:detail|news|article|page)",
    r"entry-title",
    r"headline",
)
RELATED_HEADING: Final = _whole(
    r"tin (?:bài )?(?:liên quan|khác|cùng chuyên mục)",
    r"các tin .{0,12}",
    r"bài (?:viết )?(?:liên quan|khác|cùng chuyên mục)",
    r"related (?:articles|stories|news|posts)",
    r"bình luận",
    r"ý kiến bạn đọc",
    r"có thể bạn quan tâm",
    r"đọc nhiều(?: nhất)?",
)
FURNITURE_LABEL: Final = _whole(
    r"(?:xem )?cỡ chữ.*",
    r"(?:đọc|nghe) (?:đọc )?bài(?: viết| báo)?(?: này)?",
    r"a-?\s*a\s*a\+?",
    r"in (?:bài(?: viết)?|ấn|trang)",
    r"gửi (?:e?mail|bài(?: viết)?|thư|bạn bè)",
    r"chia sẻ.{0,40}",
    r"(?:số )?lượt xem\W*[\d.,]*",
    r"view count\W*\d*",
    r"tin (?:bài )?(?:liên quan|khác|cùng chuyên mục|mới nhất|đọc nhiều|nổi bật)",
    r"các tin (?:khác|liên quan|đã đưa|cũ hơn|mới hơn)",
    r"bài (?:viết )?(?:liên quan|khác|cùng chuyên mục)",
    r"bình luận(?: \(\d+\))?",
    r"ý kiến bạn đọc",
    r"từ khóa",
    r"tags?",
    r"xem thêm",
    r"đọc thêm",
    r"tham khảo thêm",
    r"mời (?:bạn|quý vị).{0,60}",
    r"quay lại",
    r"trở về",
    r"về đầu trang",
    r"tải ứng dụng",
    r"theo dõi .{0,30}(?:google|facebook|zalo).{0,40}",
    r"copy link",
    r"sao chép liên kết",
    r"pho ban bien tap",
    r"share(?: this)?(?: article)?",
    r"related (?:articles|stories|news|posts)",
    r"read more",
    r"comments?(?: \(\d+\))?",
    r"advertisement",
    r"sign up.{0,60}newsletter.{0,40}",
    r"print",
    r"e?mail",
)
CONTROLS: Final = {
    "read_aloud": _any(
        r"(?:đọc|nghe)\s+(?:đọc\s+)?(?:bài|tin)", r"báo\s+nói", r"read\s*article", r"\btts\b"
    ),
    "text_size": _any(
        r"cỡ\s+chữ", r"font\s*(?:size|change|minus|plus)", r"btn-font", r"text-?size"
    ),
}
_BRIEF: Final = (
    r"TTO|NLĐO|VOV\.VN|VTV\.vn|TPO|PLO|GD&TĐ|SGGPO?|Dân trí|VnExpress|VietNamNet|Chinhphu\.vn"
)
DATELINE: Final = re.compile(rf"^\W{{0,2}}(?:\([\w.À-ỹ ]{{2,30}}\)|(?:{_BRIEF}))\s*[-–—]\s*")
