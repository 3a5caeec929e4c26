"""The one list of characters that no text of this project may hold, because a reader cannot see them or is deceived by them.

Control characters; direction overrides, which show a line in another order than it is stored; characters without a shape,
which make two equal words differ and hide text in text (Unicode TR 36 «Security Considerations»; the tags U+E0000–E007F can
carry a whole message). Data files and source texts that hold one are refused; pasted tables and the portal's answers are
cleaned of them and say so.
"""

import re

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""Inside a character class: controls but tab and line feed, line ends that no editor shows, and what is no character."""

INVISIBLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Inside a character class: soft hyphen, joiners, direction marks, fillers, variation selectors, byte order mark, tags."""

HIDDEN = re.compile(f"[{CONTROLS}{INVISIBLE}]")

_CONTROL = re.compile(f"[{CONTROLS}]")


def explain(mark: str) -> tuple[str, str]:
    """What is wrong with a forbidden character, and what to do, in Vietnamese."""
    if mark == "\t":
        return "có dấu tab", "thay bằng dấu cách; YAML thụt lề bằng dấu cách"
    if mark == "\ufeff":
        return "có ký tự BOM (U+FEFF)", "lưu tệp dạng «UTF-8», không phải «UTF-8 with BOM»"
    if _CONTROL.match(mark):
        return f"có ký tự điều khiển (U+{ord(mark):04X})", "xóa ký tự này"
    return f"có ký tự ẩn hoặc đổi chiều chữ (U+{ord(mark):04X})", "xóa ký tự này; gõ lại đoạn chữ thay vì dán"
