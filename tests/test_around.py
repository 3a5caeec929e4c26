"""What stands around a procedure is told by what it is made of: another thing around it, another page and other files."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.model import Agency, AgencyKind, AgencyName, LegalDocument
from generator.model.adoption import Adoption, Adoptions
from generator.model.procedure import FieldOfAdministration, Ground
from generator.model.registry import DocumentKind, Force, Standing
from generator.reading.catalogue import Catalogue
from generator.tracking.around import Around, Surroundings
from generator.tracking.linked import link
from generator.tracking.procedures import FRESH
from generator.tracking.provinces import Province, Provinces
from tests.procedures import READ, procedure

CODE = "1.000001"
DECREE = LegalDocument(id="a", number="1/2026/NĐ-CP", kind=DocumentKind.DECREE, name="Nghị định")
INSTEAD = LegalDocument(id="b", number="2/2026/NĐ-CP", kind=DocumentKind.DECREE, name="Nghị định mới")
REPLACED = replace(DECREE, standing=Standing(state=Force.REPLACED, replaced_by=("b",), source="Nghị định mới"))
OFFICE = Agency(id="so-a", kind=AgencyKind.DEPARTMENT, names=(AgencyName(name="Sở A"),))
STATED = Adoptions(document="1/QĐ-VD", day=date(2026, 1, 5), procedures=(Adoption(code=CODE),))
PROVINCE = Province(
    id="tinh-a", name="Công khai A", address="https://a.example/", as_of=READ, commit=None, codes=frozenset({CODE}),
    agencies=1, plans=1, registers=1,
)  # fmt: skip

BASE: dict[str, object] = {
    "field": "Đường bộ",
    "documents": [REPLACED, INSTEAD],
    "successor": "Thủ tục mới",
    "agency": OFFICE,
    "adoptions": STATED,
    "province": PROVINCE,
    "as_of": READ + FRESH,
}


def around(**changed: object) -> tuple[Around, bytes]:
    """What stands around one and the same record, and what tells it."""
    item = procedure(CODE, replaced_by=("1.000002",), legal_bases=(Ground(number=DECREE.number), Ground(number="9/L")))
    known = BASE | changed
    catalogue = Catalogue(
        procedures={CODE: item, "1.000002": procedure("1.000002", name=known["successor"])},
        fields={item.field: FieldOfAdministration(id=item.field, name=str(known["field"]))},
        legal_documents={it.id: it for it in known["documents"]},  # type: ignore[attr-defined]
        agencies={OFFICE.id: known["agency"]},  # type: ignore[dict-item]
        adoptions={OFFICE.id: known["adoptions"]},  # type: ignore[dict-item]
    )
    linked = link(catalogue, known["as_of"], provinces=Provinces((known["province"],)))  # type: ignore[arg-type]
    surroundings = Surroundings(linked)
    return surroundings.of(item), surroundings.said(item)


def test_the_same_around_a_procedure_is_told_in_the_same_way() -> None:
    assert around() == around()
    assert around() == around(as_of=READ)  # another day, on which what was read is as fresh


@pytest.mark.parametrize(
    "changed",
    [
        {"field": "Đường sắt"},
        {"documents": [replace(REPLACED, name="Nghị định khác"), INSTEAD]},
        {"documents": [REPLACED, replace(INSTEAD, name="Nghị định khác")]},
        {"documents": [DECREE, INSTEAD]},
        {"documents": [REPLACED, INSTEAD, replace(DECREE, id="c", number="9/L")]},
        {"successor": "Thủ tục khác"},
        {"agency": replace(OFFICE, names=(AgencyName(name="Sở B"),))},
        {"adoptions": replace(STATED, document="2/QĐ-VD")},
        {"adoptions": replace(STATED, procedures=(Adoption(code=CODE, one_stop=True),))},
        {"province": replace(PROVINCE, address="https://b.example/")},
        {"as_of": READ + FRESH + timedelta(days=1)},
    ],
    ids=lambda changed: str(next(iter(changed))),
)
def test_another_thing_around_a_procedure_is_told_apart(changed: dict[str, object]) -> None:
    (before, said), (after, said_after) = around(), around(**changed)
    assert before != after
    assert said != said_after
