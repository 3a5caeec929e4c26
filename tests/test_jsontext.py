"""The JSON writer, held to the standard library's on whatever plain data may hold."""

import json
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.procedure import Channel, DossierItem, Fee, FeeState, Ground, LimitUnit, TimeLimit
from generator.publish.exports.records import as_json, record_text, shallow
from generator.publish.jsontext import Json, compact, indented, without_markup
from tests.procedures import papers, procedure


class Colour(StrEnum):
    RED = "đỏ"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
    | st.sampled_from(Colour),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside) | st.lists(inside).map(tuple),
    max_leaves=30,
)  # fmt: skip


@given(st.dictionaries(st.text(), PLAIN) | st.lists(PLAIN))
def test_text_is_that_of_the_standard_library(data: Json) -> None:
    assert indented(data) == json.dumps(data, ensure_ascii=False, indent=1)


@given(PLAIN)
def test_text_on_one_line_is_that_of_the_standard_library(data: object) -> None:
    assert compact(data) == json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def test_what_json_has_no_form_for_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        indented({"a": {1}})
    with pytest.raises(TypeError, match="set"):
        compact({"a": {1}})


def test_no_character_that_html_minds_is_left() -> None:
    assert without_markup('{"a": "</script>&"}') == b'{"a": "\\u003c/script\\u003e\\u0026"}'


def test_records_inside_data_are_written_as_their_plain_data() -> None:
    item = procedure(
        "1.000001",
        name='Cấp «giấy» "A" \\ <b>\n2',
        channels=(Channel.DIRECT, Channel.ONLINE),
        limits=(
            TimeLimit(value=Decimal("1.50"), unit=LimitUnit.DAY),
            TimeLimit(value=Decimal(3), unit=LimitUnit.MONTH),
        ),
        fees=(Fee(state=FeeState.AMOUNT, amount=Decimal("9E+9")), Fee(state=FeeState.FREE)),
        dossier=(papers(DossierItem(name="Đơn", originals=1)),),
        legal_bases=(Ground(number="66.7/2025/NQ-CP"),),
    )
    assert record_text({"a": [item], "b": (item, None)}) == compact({"a": [as_json(item)], "b": [as_json(item), None]})
    assert record_text(shallow(item)) == compact(as_json(item))
