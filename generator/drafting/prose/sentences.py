"""Whom a sentence tells to do something, and by when."""

import re

from generator.deadlines.prose import find_deadlines
from generator.deadlines.records import Period
from generator.drafting.prose.parts import LONGEST_TITLE
from generator.drafting.table.phrases import looks_like_body
from generator.text.vietnamese import fold

_VERB = re.compile(
    r"(?<!các)(?<!những)(?<!mọi)\s(?:có trách nhiệm|chịu trách nhiệm|chủ trì|căn cứ"
    r"|tổ chức(?! (?:thành viên|xã hội|chính trị)|, cá nhân)|phối hợp|theo dõi|tham mưu|hướng dẫn|triển khai|xây dựng"
    r"|chủ động|là |thực hiện|đôn đốc"
    r"|hưởng ứng|giám sát|vận động|bảo đảm|đảm bảo|kịp thời|thông tin, tuyên truyền"
    r"|báo cáo|tổng hợp|hoàn thành|rà soát|bố trí|đề xuất|trình|ban hành|cập nhật|công khai|kiểm tra|gửi"
    r"|nâng cấp|nâng cao|duy trì|vận hành|kết nối|tích hợp|chuẩn hóa|khảo sát|tập huấn|phổ biến|quán triệt|niêm yết|đăng tải"
    r"|phát hành|kiện toàn|cung cấp|nghiên cứu|phát sóng|cắt giảm|đơn giản hóa|chỉ đạo|sửa đổi|bổ sung"
    r"|trang bị|mua sắm|lắp đặt|thành lập|ký kết|tiến hành|hoàn thiện|khắc phục|thu thập|lựa chọn|mở rộng"
    r"|tăng cường|đẩy mạnh|thường xuyên|tuyên truyền|lập|công bố|số hóa|nghiêm túc)(?!\w)"
)
"""What a body is told to do: the first of these after its name ends the name."""

_GIVEN = re.compile(
    r"(?:Giao|Đề nghị|Yêu cầu|Phân công)\s{1,3}(?:cho\s{1,3})?|(?:Căn cứ|Trên cơ sở|Theo) [^,;:.]{5,120}, (?=[Cc]ác |[A-ZĐ])"
)
_HELPING = re.compile(r"\sphối hợp (?:chặt chẽ )?(?:với|cùng) (?P<rest>.{3,300})")


def body_of(text: str) -> str:
    """The bodies that a sentence begins with, or that it gives a task to: «Giao Văn phòng Sở chủ trì …»."""
    given = _GIVEN.match(text)
    rest = text[given.end() :] if given else text
    found = _VERB.search(rest[:400])
    colon = rest[:200].find(":")
    end = min((at for at in (found.start() if found else -1, colon) if at > 0), default=-1)
    body = rest[:end].strip(" ,;:") if end > 0 else ""
    if body == "Tổ chức":  # «Tổ chức thực hiện nghiêm …» tells what, not who
        return ""
    return body if body and looks_like_body(body) and (body[0].isupper() or given) else ""


def helpers_of(text: str) -> str:
    """The bodies after «phối hợp với», up to what they are to do."""
    found = _HELPING.search(text)
    rest = found.group("rest") if found else ""
    end = _VERB.search(rest)
    body = rest[: end.start()].strip(" ,;:") if end else ""
    return body if looks_like_body(body) else ""


def names_only(text: str) -> bool:
    """Whether a text names bodies and tells nothing: «1. Văn phòng UBND tỉnh», «2. Các sở, ban, ngành:»."""
    plain = text.rstrip(" :.")
    return len(plain) <= LONGEST_TITLE and ":" not in plain and _VERB.search(f" {plain} ") is None


def deadline_of(text: str, period: Period) -> str:
    """The first time that a text announces, as printed; empty where it announces none."""
    parts = (part.text.strip(" ,.;") for part in find_deadlines(text[:4000], period))
    return next((part for part in parts if not fold(part).startswith(("theo ", "giai doan "))), "")
