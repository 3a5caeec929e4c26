"""The file that a form writes with nothing filled in, for a reader whose browser runs no script."""

import json

from generator.pages.participate.form import Field, FormPage, Group
from generator.reading.modeline import with_modeline
from generator.text.wording import sentence


def blank_file(page: FormPage) -> str:
    """The file as text with every key left blank, for a reader whose browser runs no script. What it says of itself needs no
    quotes but those of :func:`~generator.pages.participate.fields.as_yaml`; a test holds that for every form.
    """
    lines = [f"# {sentence(field.label)}: {field.help}\n{field.key}:{_only(field)}" for field in page.fields]
    at = ""
    for group in (group for part in page.parts for group in part.groups):
        lines += [f"{group.list}:"] if group.list != at else []
        at = group.list
        lines += _blank_group(group, "  ")
    return with_modeline("\n".join(lines) + "\n", "" if page.existing else page.modeline)


def _only(field: Field) -> str:
    chosen = next((option.value for option in field.options if option.chosen), "")
    return f" {chosen}" if chosen else ""


def _blank_group(group: Group, indent: str) -> list[str]:
    fixed = [f"{key}: {text}" for key, text in json.loads(group.fixed).items()]
    keys = [*fixed, *(f"{field.key}:" for field in group.fields)]
    inner = [line for item in group.groups for line in _blank_group(item, f"{indent}    ")]
    if inner:
        keys.append(f"{group.groups[0].list}:")
    head = [f"{indent}# {' '.join(group.title.split())}"] if group.title else []
    if not keys:
        return [*head, *inner]
    return [*head, f"{indent}- {keys[0]}", *(f"{indent}  {key}" for key in keys[1:]), *inner]
