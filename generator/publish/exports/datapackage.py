"""``datapackage.json``: what the tables are, so that a program reads them without asking (Data Package v2, Table Schema v2)."""

from typing import Any

from generator.addresses import API, DATA, api_file
from generator.publish.exports.packed import PACKED, packed_if_there
from generator.publish.exports.stamp import Stamp
from generator.publish.exports.tables import TABLES, Column, Table
from generator.publish.output import Output

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def data_package(output: Output, stamp: Stamp, title: str, site_url: str) -> dict[str, Any]:
    """The package of every table that was written."""
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "cong-khai",
        "title": title,
        "description": "Kế hoạch, chỉ tiêu, kỳ hạn, thủ tục hành chính và văn bản đã công bố, dưới dạng bảng.",
        "version": stamp.commit or "0",
        "created": f"{stamp.as_of.isoformat()}T00:00:00+07:00",
    }
    if site_url:
        package["homepage"] = site_url + DATA
    if stamp.licence.url:
        name = {"name": stamp.licence.name} if stamp.licence.name else {}
        package["licenses"] = [name | {"path": stamp.licence.url.removeprefix(API)}]
    package["resources"] = [_resource(table, output) for table in TABLES]
    return package


def _resource(table: Table, output: Output) -> dict[str, Any]:
    address = packed_if_there(api_file(f"{table.name}.csv"), output)
    packed = {"compression": "gz"} if address.endswith(PACKED) else {}
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": address.removeprefix(API),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        **packed,
        "bytes": output.size_of(address),
        "hash": f"sha256:{output.digest_of(address)}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = [_foreign_key(table, column) for column in table.columns if column.refers]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    constraints = {"constraints": {"required": True}} if column.required else {}
    return {"name": column.name, "title": column.title, "type": column.kind} | constraints


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    resource, _, field = column.refers.partition(".")
    return {
        "fields": [column.name],
        "reference": {"resource": "" if resource == table.name else resource, "fields": [field]},
    }
