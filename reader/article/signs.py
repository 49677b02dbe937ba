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
    r"sapo(?:$|[-_ ]|\d)",
    r"\blead\b",
    r"chapp?eau\b",
    r"\bstandfirst\b",
    r"\bdek\b",
    r"(?:article|detail|news|post|content)[-_]{0,2}(?:summary|description|lead|intro|desc|excerpt)",
    r"(?:summary|desc|lead|intro)[-_]?(?:article|detail|news|post)",
    r"\b(?:sub-?headline|sub-?title|excerpt|intro|tom-?tat|mo-?ta|trich-?yeu|hometext)\b",
    r"\bsummary\b",
    r"\bdesc(?:ription)?\b",
)
BODY_NAME: Final = _any(
    r"(?:article|detail|content|news|post|entry|main|story|single|singular|cms|art|blog|page)"
    r"(?:[-_]{0,2}(?:content|body|detail|text)|[-_]?inner)",
    r"(?:body|content)[-_]?(?:text|html|article|detail|news|post|main)",
    r"\bfck|\babody\b|knc-content|vst_detail|dable-content",
    r"maincontent",
    r"asset-full-content",
    r"journal-content-article|field-name-body|field--name-body|news-bodyhtml",
    r"\bnoi-?_?dung",
    r"\b(?:prose|rich-?text|wysiwyg|markdown(?:-body)?|rte|body|hentry|entry|article)$",
)
FURNITURE_NAME: Final = _any(
    r"\bshar(?:e|ing|edaddy)|social|\brelat(?:ed|es?\b|e[-_])|(?:box|news|list)relate|relation(?:news)?\b",
    r"tin-?_?(?:lien-?_?quan|khac|cu|moi|noi-?bat|doc-?nhieu)|lien-?quan|bai-?viet-?(?:khac|lien)",
    r"other-?_?news|news-?other|cung-?chuyen-?muc|cung-?muc|same-?cate|more-?news|see-?also",
    r"\b(?:user|list|item|box|fb|wp)?[-_]?comments?(?:$|[-_ ]|s\b)|binh-?_?luan|disqus|\brespond\b",
    r"\brating|\bvote|\bpoll\b|poll-|survey|view-?count|luot-?xem|most-?(?:read|view)|doc-?nhieu",
    r"breadcrumb|bread-crumb|\bmenu|\bnav|\bfooter(?!-content)|sidebar|\bside\b|pagination|\bpager\b",
    r"\bskip-|\btoc\b|[-_]toc\b|toc[-_]|muc-?luc|table-of-contents|lwptoc",
    r"\bbanner|\bads?(?:[-_]|\b)|\badv|advert|quang-?_?cao|\bpromo|outbrain|taboola|sponsor",
    r"news-?purchase|pay-?wall|\bpremium-box|subscri(?:be|ption)|newsletter|sign-?up|dang-?ky",
    r"\btags?\b|tag-?list|(?:article|post|detail)[-_]{1,2}tags?|keywords?\b|tu-?khoa",
    r"\bpopup|\bmodal|cookie|gdpr|consent|\bwidget\b|\btoast\b|overlay",
    r"\btoolbar|\btools?\b|\bprint\b|font-?size|btn-font|reading-controls|asset-control",
    r"readmore|read-more|read-?next|next-?read|recommend|trending|kbwscwl|box-?category",
    r"you-?may|(?:more|latest|recent|popular|similar)[-_]?(?:stories|posts|news|articles)",
    r"author-?_?(?:box|bio|card|profile|desc)|about-?_?(?:the-?)?author|bio-?box",
    r"vcobjectboxrelated|box-?summary-?ai|ai-?summary|podcast|audio-?player|link-callout",
    r"link-content-footer|link-?source|chisochungkhoan|tindnd",
    r"sr-only|visually-hidden|screen-reader|d-none|\bhide\b",
)
COMMENTS_NAME: Final = _any(
    r"\bcomments?(?:$|[-_ ])|binh-?_?luan|disqus|author-?(?:bio|box)|newsletter"
)
"""Parts that may be longer than the article."""
CAPTION_NAME: Final = _any(
    r"caption",
    r"chu-?_?thich",
    r"desc-?image",
    r"image-?_?desc",
    r"\bphoto-desc",
    r"\bimage$",
    r"\bfigdesc",
    r"desc_cation",
)
AUTHOR_NAME: Final = _any(
    r"\bauthor|[-_]author|by-?line|tac-?_?gia|journalist|nguon|\bwriter\b|\bcreatedby\b"
)
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
    r"\btieu-?_?de(?:-?_?(?:tin|bai|bai-viet))?$",
)
_COUNT: Final = r"(?:\s*[(\[]?\d+[)\]]?)?"
_TALK: Final = (
    rf"(?:\d+ )?(?:bình luận|ý kiến|thảo luận|phản hồi){_COUNT}(?: bạn đọc| độc giả| của bạn)?",
    r"(?:ý kiến|bình luận) (?:bạn đọc|độc giả|của bạn)(?: về bài viết)?.{0,12}",
    r"(?:viết|gửi|để lại|thêm) (?:một )?(?:bình luận|ý kiến|phản hồi|trả lời).{0,20}",
    rf"(?:\d+ )?(?:comments?|responses?|replies|discussion){_COUNT}",
    r"(?:leave|post|add|write) a (?:comment|reply).{0,20}",
    r"join the (?:conversation|discussion)",
    r"\d+ thoughts? on.{0,80}",
)
_MORE: Final = r"(?:related|recommended|more|latest|recent|popular|similar|trending|top|other)"
_CONTENTS: Final = r"mục lục|nội dung chính|(?:table of )?contents|in this article|on this page"
_OTHERS: Final = (
    r"(?:những )?(?:tin|bài)(?: bài| viết)? (?:liên quan|khác|cùng (?:chuyên )?mục)",
    r"(?:những )?(?:tin|bài)(?: bài| viết)? (?:mới|cũ)(?: nhất| hơn)?",
    r"(?:tin|bài)(?: bài| viết)? (?:đọc nhiều|nổi bật|đã đưa|xem nhiều)",
    r"các (?:tin|bài|bản tin|bài viết) .{0,20}",
    r"(?:có thể )?bạn (?:có thể )?(?:quan tâm|thích|cũng thích)",
    r"đọc nhiều(?: nhất)?|xem nhiều(?: nhất)?|mới nhất|nổi bật|cùng chuyên mục|tin nóng",
    r"đọc thêm|xem thêm|đọc tiếp|xem tiếp|tham khảo thêm",
    r"có liên quan|chủ đề(?: liên quan)?|tin cùng chủ đề",
    rf"{_MORE} (?:articles?|stories|news|posts?|reading|links?|content|topics?)",
    rf"{_MORE} (?:for you|from .{{0,30}}|on this.{{0,20}})",
    r"related|recommended|read more|read next|see also|up next|most (?:read|popular|viewed)",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)",
    r"don.?t miss|what to read next|keep reading",
    rf"(?:{_CONTENTS})(?: \[\w+\])?",
    r"về tác giả|about the author|nhận (?:bản )?tin .{0,20}",
    r"chia sẻ(?: bài viết)?|share (?:this|on).{0,20}",
)
TALK_LABEL: Final = _whole(*_TALK)
"""What stands over comments: nothing of the article comes after."""
SECTION_LABEL: Final = _whole(*_TALK, *_OTHERS)
"""What stands over other articles, tables of contents, sharing, comments."""
LEGAL: Final = re.compile(
    r"^\W*(?:cơ quan chủ quản|giấy phép|gp\b|©|\(c\)|copyright|bản quyền|(?:phó )?tổng biên tập"
    r"|chịu trách nhiệm|trụ sở|tòa soạn|tòa nhà|địa chỉ\s*:|điện thoại\s*:|hotline|email\s*:|fax\b)"
    r"|all rights reserved|giữ bản quyền|ghi rõ nguồn|bản quyền thuộc về",
    re.IGNORECASE,
)
"""What stands at the foot of a site."""
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
    r"(?:advertisements?|quảng cáo|sponsored(?: content)?)(?: continues? below.{0,30})?",
    r"(?:story|article) continues? (?:below|after).{0,30}",
    r"sign up.{0,60}newsletter.{0,40}",
    r"(?:đăng ký )?nhận (?:bản )?tin(?: .{0,30})?|đăng ký nhận .{0,40}",
    rf"(?:{_CONTENTS})(?: \[\w+\])?",
    r"tải (?:ứng dụng|app|về).{0,40}",
    r"(?:ngày (?:đăng|tạo|cập nhật)|đăng (?:ngày|lúc)|cập nhật(?: lần cuối)?)\W.{0,10}\d.{0,40}",
    r"(?:posted on|published|updated)\W.{0,10}\d.{0,40}",
    r"(?:trở lại|về trang) .{0,30}",
    r"skip to (?:main )?content|listen|follow|save|bookmark|reply",
    r"\d+ (?:min(?:ute)?s?|phút) (?:read|đọc)|last (?:modified|updated).{0,60}",
    r"(?:click|tap|bấm|nhấn) .{0,30}(?:đánh giá|expand|enlarge|zoom|play|xem ảnh).{0,20}",
    r"(?:photo|image|video) gallery|loading\.*|đang tải.{0,20}",
    r"print",
    r"e?mail",
)
ASIDE: Final = re.compile(
    r"^\W*(?:>{2,}|»|→|▶|mời (?:quý |bạn |độc )|(?:xem|đọc) (?:thêm|tiếp|ngay)|tham khảo"
    r"|(?:tin|bài)(?: viết)? liên quan|related|read (?:more|also|next)|see also|also read|more\s*:"
    r"|don.?t miss|recommended|watch\s*:|listen\s*:|nghe podcast)",
    re.IGNORECASE,
)
"""How a line begins that leads to another article."""
INVITATION: Final = re.compile(
    r"^\W*(?:mời (?:quý |bạn |độc |các )"
    r"|(?:bạn đọc|độc giả|quý vị) (?:có thể|vui lòng|hãy) (?:gửi|theo dõi|liên hệ)"
    r"|mọi (?:ý kiến|thông tin|thắc mắc).{0,40}(?:xin|vui lòng|hãy) (?:gửi|liên hệ))",
    re.IGNORECASE,
)
"""How a last line begins that speaks to the reader for the site."""
CALL: Final = re.compile(
    r"(?:theo dõi|đăng ký|kết nối|tải|follow|subscribe|sign up|like)\b.{0,80}"
    r"\b(?:facebook|fanpage|zalo|google news|youtube|tiktok|telegram|twitter|instagram"
    r"|bản tin|newsletter|ứng dụng|podcasts?|inbox)\b",
    re.IGNORECASE,
)
"""What asks a reader to follow, subscribe or install."""
SOURCE: Final = re.compile(
    r"^\W*(?:(?:[Nn]guồn(?: tin| bài| ảnh)?|[Ss]ource|[Vv]ia|[Dd]ịch từ|[Ll]ink gốc)\s*:.{0,100}"
    rf"|(?:[Tt]heo|[Nn]guồn)\s+(?:(?:báo|tạp chí|trang|cổng)\s)?[{UPPER}\d][^.!?…]{{1,60}})\W*$"
)
"""Where an article was taken from, as its last line says."""
CREDIT: Final = re.compile(
    r"^\W*(?:ảnh|hình|clip|video|infographic|đồ họa|thiết kế|photo|image|graphic)s?"
    r"(?: minh họa)?\s*(?:[:.–-]\s*.{0,80}|by .{0,60})?\W*$",
    re.IGNORECASE,
)
"""Who made the picture above, and nothing else."""
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
