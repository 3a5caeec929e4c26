"""Other people's readers of YAML: what they make of a text, and whether that is what we make of it."""

import yaml

from generator.reading.yamlfile import parse_yaml


def same_for_all(text: str) -> bool:
    """Whether PyYAML, which reads YAML 1.1, takes every key and every value of a text for what our reader does."""
    read = parse_yaml(text.encode(), "x.yml")
    try:
        theirs = yaml.safe_load(text)
    except (ValueError, yaml.YAMLError):
        return False
    return not read.problems and repr(theirs) == repr(read.data)
