"""What the page of open data offers: every table, list, plan and description that the site gives, with words for it."""

from generator.addresses import api_file, api_output_schema, api_plan, api_procedure, is_parted
from generator.pages import Link, Page
from generator.pages.data import Download, Group, data_page, described, given, listed, tabled, written
from generator.publish.exports.openapi import TITLES
from generator.publish.exports.outputs import LISTS
from generator.publish.exports.stamp import Licence
from generator.publish.exports.tables import TABLES
from generator.tracking.linked import Linked


def offers(linked: Linked, commit: str) -> Page:
    """The page of open data, as long as nobody knows how large the files are."""
    return data_page(_downloads(linked), commit, _licence(linked))


def _downloads(linked: Linked) -> tuple[Group, ...]:
    parted = is_parted(len(linked.catalogue.procedures))
    whole = "procedures/<phần đầu của mã>.json.gz" if parted else "procedures/<mã>.json"
    tables = tuple(tabled(item.name, item.title, parted=parted) for item in TABLES)
    lists = (
        listed("agencies", "các cơ quan, tên qua các thời kỳ, đơn vị, sáp nhập"),
        listed("plans", "danh sách kế hoạch"),
        listed("targets", "mọi chỉ tiêu của mọi kế hoạch"),
        listed("occurrences", "mọi kỳ hạn, kèm tình trạng tính đến ngày dựng trang"),
        listed("measurements", "số liệu người khác công bố về các cơ quan"),
        listed("legal-documents", "văn bản được nhắc đến và nơi nhắc đến"),
        listed("procedures", f"thủ tục hành chính, mỗi thủ tục một dòng; bản đầy đủ ở {whole}", parted=parted),
        listed("adoptions", "danh mục mà các cơ quan tự công bố", parted=parted),
        listed("indicators", "tỷ lệ tính từ các danh mục ấy", parted=parted),
        listed("metrics", "các chỉ số dùng chung"),
        listed("fields", "lĩnh vực"),
        listed("search-words", "từ viết tắt, lời thường gọi"),
        listed("not-here", "việc ở nơi khác"),
        listed("holidays", "ngày làm việc hoán đổi"),
        *((listed("provinces", "các trang tỉnh được ghép vào đây"),) if linked.provinces.items else ()),
    )
    shape = Link("cấu trúc", api_output_schema("plan"))
    plans = tuple(
        Download(Link(f"{plan.id}.json", api_plan(plan.id)), plan.document.title, shape) for plan in linked.plans()
    )
    return (
        Group("bang", "Bảng (CSV)", tables),
        Group("json", "Danh sách (JSON)", lists),
        Group("ke-hoach", "Từng kế hoạch (JSON)", plans),
        described(parted=parted),
        given(_examples(linked)),
        written(),
    )


def _examples(linked: Linked) -> dict[str, tuple[str, str]]:
    """Of each kind of file that the site gives: what it holds, and the address of one."""
    plan, procedure = next(iter(linked.plans()), None), next(iter(sorted(linked.catalogue.procedures)), None)
    lists = {name: (TITLES[name], api_file(f"{name}.json")) for name in LISTS}
    return lists | {
        "plan": ("Một kế hoạch", api_plan(plan.id) if plan else ""),
        "procedure": ("Một thủ tục", api_procedure(procedure) if procedure else ""),
    }


def _licence(linked: Linked) -> Link | None:
    licence = Licence.of(linked.catalogue.terms)
    return Link(licence.name or "điều kiện sử dụng", licence.url) if licence.url else None
