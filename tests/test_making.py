"""What makes records quickly makes the same records as their classes do."""

from dataclasses import FrozenInstanceError, fields, is_dataclass
from typing import Any

import pytest

from generator.model import adoption, agency, dates, plan, procedure, registry, report, summary
from generator.model.fields import is_required
from generator.model.making import maker

KINDS = [
    kind
    for module in (adoption, agency, dates, plan, procedure, registry, report, summary)
    for kind in vars(module).values()
    if is_dataclass(kind) and kind.__module__ == module.__name__
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_made_record_is_the_record(kind: Any) -> None:
    values = {part.name: f"{number}" for number, part in enumerate(fields(kind))}
    required = {part.name: values[part.name] for part in fields(kind) if is_required(part)}
    for made, right in (
        (maker(kind)(**values), kind(**values)),
        (maker(kind)(*values.values()), kind(**values)),
        (maker(kind)(**required), kind(**required)),
    ):
        assert type(made) is kind
        assert made == right
        assert hash(made) == hash(right)
        with pytest.raises(FrozenInstanceError):
            setattr(made, fields(kind)[0].name, "another")
