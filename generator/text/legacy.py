"""Text in the encodings of Vietnamese offices before Unicode: TCVN3 (fonts «.VnTime») and VNI («VNI-Times»).

Both show Vietnamese by fonts that draw Latin-1 letters otherwise. TCVN3 (TCVN 5712:1993) has one code a letter, «ư» being the
soft hyphen U+00AD: nothing may strip that before this module has seen the text. VNI writes a letter and its mark apart.
"""

import re
import unicodedata
from enum import StrEnum

from generator.text.vietnamese import fold

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢£¤¥¦§",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_table() -> dict[str, str]:
    table = dict(_ALONE)
    for base in "aeiouyôö":
        letter = _ALONE.get(base, base)
        table |= {base + mark: letter + sign for mark, sign in _MARKS.items()}
    for base in "aeo":
        table |= {base + mark: f"{base}\u0302{sign}" for mark, sign in _CIRCUMFLEX.items()}
    table |= {"a" + mark: f"a\u0306{sign}" for mark, sign in _BREVE.items()}
    table |= {key.upper(): value.upper() for key, value in table.items()}
    table |= {key[0].upper() + key[1:]: value[0].upper() + value[1:] for key, value in table.items() if len(key) == 2}
    return {key: unicodedata.normalize("NFC", value) for key, value in table.items()}


_VNI = _vni_table()
_VNI_KEYS = re.compile("|".join(sorted(map(re.escape, _VNI), key=lambda key: -len(key))))
_UNICODE = re.compile("[ĂăĐđƠơƯưĨĩŨũ\u1ea0-\u1ef9]")
_LATIN_1 = re.compile("[\x80-\xff]")
_COMMON = frozenset(
    [
        "và",
        "của",
        "các",
        "công",
        "tác",
        "thực",
        "hiện",
        "thủ",
        "tục",
        "hành",
        "chính",
        "kế",
        "hoạch",
        "năm",
        "đơn",
        "vị",
        "phòng",
        "sở",
        "tỉnh",
        "nội",
        "dung",
        "quý",
        "tháng",
        "được",
        "theo",
        "văn",
        "bản",
        "báo",
        "cáo",
        "ủy",
        "ban",
        "nhân",
        "dân",
        "phối",
        "hợp",
        "chủ",
        "trì",
        "thời",
        "gian",
        "hoàn",
        "thành",
        "nhiệm",
        "vụ",
        "kiểm",
        "soát",
        "giải",
        "quyết",
        "hồ",
        "sơ",
        "cơ",
        "quan",
        "quản",
        "lý",
        "điều",
        "tổ",
        "chức",
        "việc",
        "trên",
        "địa",
        "bàn",
        "quyết",
        "định",
        "nghị",
        "tuyên",
        "truyền",
        "rà",
        "soát",
        "đánh",
        "giá",
        "kết",
        "quả",
        "sản",
        "phẩm",
        "xây",
        "dựng",
        "ban",
        "xã",
        "phường",
        "trước",
        "ngày",
        "thường",
        "xuyên",
        "đề",
        "nghị",
        "một",
        "cửa",
        "liên",
        "thông",
    ]
)
"""Words that every plan is full of: whether a conversion gives Vietnamese."""

FEWEST = 4
"""Letters of Latin-1 below which a text says nothing about its encoding."""


class Encoding(StrEnum):
    """How Vietnamese letters are written; the value is the name in messages."""

    UNICODE = "Unicode"
    TCVN3 = "TCVN3"
    VNI = "VNI"
    UNKNOWN = "không rõ"


def encoding_of(text: str) -> Encoding:
    """What a whole text is written in; UNKNOWN where it is no Vietnamese in any encoding known here."""
    composed = unicodedata.normalize("NFC", text)
    odd = len(_LATIN_1.findall(text))
    if odd < FEWEST or 10 * len(_UNICODE.findall(composed)) >= odd:
        return Encoding.UNICODE
    scores = {
        Encoding.UNICODE: _share(composed),
        Encoding.TCVN3: _share(from_tcvn3(text)),
        Encoding.VNI: _share(from_vni(text)),
    }
    best = max(scores, key=lambda one: scores[one])
    if scores[best] > max(0.08, 2 * scores[Encoding.UNICODE]) and best is not Encoding.UNICODE:
        return best
    few = 50 * odd <= len(text)
    return Encoding.UNICODE if scores[Encoding.UNICODE] >= 0.08 or few else Encoding.UNKNOWN


def _share(text: str) -> float:
    """The share of words with a mark that are common in plans."""
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if word != fold(word)]
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0


def is_vietnamese(text: str) -> bool:
    """Whether the words with marks are mostly those that plans are full of."""
    return _share(unicodedata.normalize("NFC", text)) >= 0.08


def convert(text: str, encoding: Encoding) -> str:
    """The text in Unicode."""
    if encoding is Encoding.TCVN3:
        return from_tcvn3(text)
    return from_vni(text) if encoding is Encoding.VNI else text


def from_tcvn3(text: str) -> str:
    """TCVN3 as Latin-1 letters → Unicode."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """VNI as Latin-1 letters → Unicode."""
    return _VNI_KEYS.sub(lambda found: _VNI[found.group()], text)


def font_encoding(font: str) -> Encoding:
    """The encoding that a font's name states: «.VnTimeH», «VNI-Times»."""
    if font.lower().startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if font.upper().startswith("VNI-") else Encoding.UNICODE
