"""What the title of a part says that the part is about, by the words that offices use."""

import re

from generator.text.vietnamese import fold

LONGEST_LABEL = 60
"""Characters of a title in capitals without a number, and of what stands before a colon."""

_DUTIES = re.compile(r"to chuc thuc hien|phan cong|trach nhiem (?:cua|thuc hien)|^trach nhiem")
_ASIDE = re.compile(r"muc dich|yeu cau|muc tieu|kinh phi|quan diem|dac diem|tinh hinh|phan thu nhat")
_PAST = re.compile(r"tinh hinh|ket qua (?:dat|thuc hien|nam)|thuc trang|ton tai|han che")
_SETS_TASKS = re.compile(r"nhiem vu|giai phap|noi dung (?:cong viec|thuc hien|trong tam|chu yeu)|cong viec")


def gives_duties(title: str) -> bool:
    """Whether a part with this title says who does what: «TỔ CHỨC THỰC HIỆN»."""
    return _DUTIES.search(fold(title)) is not None


def stands_aside(title: str) -> bool:
    """Whether a part with this title says why and with what, not what is to be done: «MỤC ĐÍCH, YÊU CẦU»."""
    return _ASIDE.search(fold(title)) is not None


def begins_aside(title: str) -> bool:
    """Whether a title begins with the words of such a part: «Mục đích», but not «Hoàn thành mục tiêu»."""
    return _ASIDE.match(fold(title)) is not None


def looks_back(title: str) -> bool:
    """Whether a part with this title tells what was reached before: «TÌNH HÌNH, KẾT QUẢ»."""
    return _PAST.search(fold(title)) is not None


def sets_tasks(title: str) -> bool:
    """Whether a part with this title says that it sets tasks: «NHIỆM VỤ, GIẢI PHÁP»."""
    return _SETS_TASKS.search(fold(title)) is not None


def is_bare_title(line: str) -> bool:
    """Whether a line in capitals, without a number, is the usual title of a part: «TỔ CHỨC THỰC HIỆN»."""
    usual = _DUTIES.match(fold(line)) is not None or begins_aside(line)
    return line.isupper() and len(line) <= LONGEST_LABEL and usual
