"""``openapi.json``: the files under ``/api/v1/`` as an interface that generators of clients read (OpenAPI 3.1)."""

from collections.abc import Iterator
from typing import Any

from generator.addresses import API, DATA, GROWING, PART_TAIL, api_output_schema
from generator.publish.exports.outputs import LISTS, TEXT, holding
from generator.publish.exports.stamp import VERSION, Stamp
from generator.publish.exports.tables import TABLES

TITLE = "Dữ liệu mở: "
"""In front of the name of the site."""

TITLES = {table.name: table.title for table in TABLES} | {
    "indicators": "Tỷ lệ tính từ danh mục của các cơ quan",
    "search-words": "Từ viết tắt, lời thường gọi",
    "not-here": "Việc ở nơi khác",
    "holidays": "Ngày làm việc hoán đổi",
    "provinces": "Các trang tỉnh được ghép vào trang này; rỗng ở trang không ghép tỉnh nào",
}


def openapi(stamp: Stamp, title: str, site_url: str, *, parted: bool = False) -> dict[str, Any]:
    """The description of every address; ``site_url`` may be empty, and servers are then those of the file itself. Where the
    register is ``parted`` (:func:`generator.addresses.is_parted`) a procedure stands in its part and has no file of its own.
    """
    info: dict[str, Any] = {
        "title": f"{TITLE}{title}",
        "version": VERSION,
        "description": "Tệp tĩnh, chỉ đọc, không cần khóa. Trường chỉ được thêm, không đổi tên, không bỏ.",
    }
    if stamp.licence.name:
        info["license"] = {"name": stamp.licence.name, "url": stamp.licence.url}
    paths = {f"/{name}.json": _path(name, TITLES[name], _json(name)) for name in LISTS}
    paths |= {f"/{table.name}.csv": _path(f"{table.name}-csv", f"{table.title}, dạng bảng", _CSV) for table in TABLES}
    if parted:
        paths |= dict(_packed_lists())
    paths["/plans/{agency}/{plan}.json"] = _path("plan", "Một kế hoạch", _json("plan"), "agency", "plan")
    if parted:
        paths["/procedures/{part}.json.gz"] = _path("procedures-part", PART, _GZIP, "part")
    else:
        paths["/procedures/{code}.json"] = _path("procedure", "Một thủ tục", _json("procedure"), "code")
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": f"{site_url}{API}".rstrip("/") if site_url else "."}],
        "externalDocs": {"url": f"{site_url}{DATA}" if site_url else f"../../{DATA}"},
        "paths": dict(sorted(paths.items())),
    }


def _packed_lists() -> Iterator[tuple[str, dict[str, Any]]]:
    """The long lists where they are gzipped, and what their addresses without ``.gz`` hold."""
    for name in GROWING:
        words = f"{TITLES[name]}, nén gzip; nội dung theo schema/output/{name}.json"
        yield f"/{name}.json.gz", _path(name, words, _GZIP)
        yield f"/{name}.json", _path(f"{name}-elsewhere", f"{SAYS_WHERE}: {TITLES[name]}", _ELSEWHERE)
    for table in TABLES:
        if table.name in GROWING:
            words = f"{table.title}, dạng bảng"
            yield f"/{table.name}.csv.gz", _path(f"{table.name}-csv", f"{words}, nén gzip", _GZIP)
            yield f"/{table.name}.csv", _path(f"{table.name}-csv-elsewhere", f"{SAYS_WHERE}: {words}", _CSV)


SAYS_WHERE = "Cho biết tệp nén ở đâu"


PART = (
    f"Các thủ tục mà mã chỉ khác nhau ở {PART_TAIL} chữ số cuối; «part» là phần đầu chung của mã, ví dụ 1.0041. "
    "Tệp nén gzip của một JSON có «procedures», mỗi mục theo schema/output/procedure.json"
)
"""What a part holds, for who makes a client: the file is packed, so its schema is named in words."""

_GZIP = {"application/gzip": {"schema": {"type": "string", "contentMediaType": "application/gzip"}}}

_ELSEWHERE = {"application/json": {"schema": holding(packed=TEXT, note=TEXT)}}

_CSV = {"text/csv": {"schema": {"type": "string"}}}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": api_output_schema(name).removeprefix(API)}}}


def _path(name: str, summary: str, content: dict[str, Any], *parameters: str) -> dict[str, Any]:
    asked = [{"name": item, "in": "path", "required": True, "schema": {"type": "string"}} for item in parameters]
    answers: dict[str, Any] = {"200": {"description": summary, "content": content}}
    if asked:
        answers["404"] = {"description": "Không có bản ghi này"}
    get: dict[str, Any] = {"operationId": f"get-{name}", "summary": summary, "responses": answers}
    return {"get": get | ({"parameters": asked} if asked else {})}
