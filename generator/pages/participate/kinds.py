"""The four kinds of forms: what each is called, where its file lies, and what all of them have in common."""

from pathlib import PurePosixPath
from typing import Any

from generator.addresses import plan_address
from generator.check.reports import begin_of
from generator.model import Plan
from generator.pages.participate.form import FormPage
from generator.pages.participate.place import Place
from generator.pages.parts.page import Link

LONGEST_ADDRESS = 8000
"""Characters of an address that GitHub's servers and every browser take; a longer one is answered with «414»."""

HEADINGS = {
    "report": "Gửi báo cáo",
    "amendment": "Ghi văn bản điều chỉnh",
    "correction": "Đính chính",
    "event": "Ghi một sự kiện",
}

LEADS = {
    "report": "Điền những việc, chỉ tiêu có tin mới; mục để trống là không báo cáo. Trang viết tệp, kiểm con số, rồi mở GitHub "
    "để bạn gửi bằng tài khoản của mình.",
    "amendment": "Ghi những gì văn bản sau thay đổi: việc bỏ, việc lùi hạn, chỉ tiêu đổi mức, việc thêm. Kế hoạch đã ban hành "
    "giữ nguyên, điều đã đổi vẫn hiện.",
    "correction": "Ghi vì sao một chỗ đã đăng nay đọc khác. Tệp này đi cùng lần sửa chính chỗ ấy, trong một đề nghị thay đổi.",
    "event": "Ghi việc đã xảy ra mà một thời hạn tính từ đó: nhận phản ánh, quyết định được công bố, kế hoạch cấp trên ban "
    "hành.",
}

FILES = {
    "event": "events.yml",
    "report": "reports/a.yml",
    "amendment": "amendments/a.yml",
    "correction": "corrections/a.yml",
}
"""Where a file of each kind lies beside its plan; only the events have a name of their own."""


def file_of(key: str, plan: Plan) -> PurePosixPath:
    """The file that a form writes, under ``plans/``."""
    return PurePosixPath("agencies", plan.id, FILES[key])


def form_page(key: str, plan: Plan, place: Place, **said: Any) -> FormPage:
    """The page of a form with what it asks, ``said``; the blank file and the links to other forms are added to it."""
    file = file_of(key, plan)
    return FormPage(
        key=key,
        heading=HEADINGS[key],
        lead=LEADS[key],
        plan=Link(plan.document.title, plan_address(plan.id)),
        folder=f"{place.folder}/{file.parent}",
        repo=place.github,
        limit=LONGEST_ADDRESS,
        modeline=place.first_line(file),
        begin=begin_of(plan).isoformat(),
        blank="",
        others=(),
        **{"taken": "", "existing": ""} | said,
    )
