"""Procedures in parts: where each one stands depends on its code alone, and any program that knows gzip reads them."""

import gzip
import json
import subprocess

import pytest

from generator.addresses import MOST_FILES, is_parted, part_of, record_address
from generator.publish.exports.shards import by_part, gzipped, part_file


def test_one_procedure_more_than_fits_puts_all_into_parts() -> None:
    assert not is_parted(MOST_FILES)
    assert is_parted(MOST_FILES + 1)


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("1.004100", "1.0041"),
        ("1.004199", "1.0041"),
        ("1.004200", "1.0042"),
        ("2.004199", "2.0041"),
        ("1.0041999", "1.00419"),
    ],
)
def test_a_part_holds_the_hundred_codes_that_differ_in_the_last_two_digits(code: str, part: str) -> None:
    assert part_of(code) == part
    assert record_address(code, parted=True) == f"api/v1/procedures/{part}.json.gz"
    assert record_address(code, parted=False) == f"api/v1/procedures/{code}.json"


def test_every_code_is_in_one_part_whatever_the_order() -> None:
    codes = ["1.0041001", "2.000001", "1.004101", "1.004100", "1.004200"]
    assert list(by_part(codes)) == [
        ("1.0041", ["1.004100", "1.004101"]),
        ("1.00410", ["1.0041001"]),
        ("1.0042", ["1.004200"]),
        ("2.0000", ["2.000001"]),
    ]


def test_a_part_is_read_by_other_programs_and_has_a_procedure_a_line() -> None:
    records = [b'{"code":"1.004100","name":"C\xe1\xba\xa5p"}\n', b'{"code":"1.004101","name":"Gia"}']
    address, content = part_file(b'{"version":"1.1.0"}\n', "1.0041", records)
    assert address == "api/v1/procedures/1.0041.json.gz"
    read = subprocess.run(["gzip", "--decompress", "--stdout"], input=content, capture_output=True, check=True).stdout
    assert read == gzip.decompress(content)
    assert json.loads(read) == {
        "version": "1.1.0",
        "part": "1.0041",
        "procedures": [{"code": "1.004100", "name": "Cấp"}, {"code": "1.004101", "name": "Gia"}],
    }
    assert len(read.splitlines()) == 4


def test_a_part_says_nothing_of_the_machine_that_wrote_it() -> None:
    assert gzipped(b"abc")[:10] == bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255))
    assert gzip.decompress(gzipped(b"")) == b""
