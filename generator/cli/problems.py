"""How a command prints the problems it found: as its answer in one of three forms, or beside its answer."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.reading.problems import Problem


def add_problem_format(command: argparse.ArgumentParser) -> None:
    """Let whoever runs the command choose the form of :func:`print_problems`."""
    command.add_argument("--format", choices=("text", "github", "markdown"), default="text", help="dạng in ra")


def print_problems(problems: "Iterable[Problem]", form: str = "text") -> None:
    """Problems are what was asked for: they go to the output, as text, annotations of GitHub, or Markdown."""
    for problem in problems:
        print({"text": problem.text, "github": problem.annotation, "markdown": problem.markdown}[form]())


def say_problems(problems: "Iterable[Problem]") -> None:
    """Problems are why there is no answer: they go beside it."""
    for problem in problems:
        print(problem.text(), file=sys.stderr)


def say_office_missing() -> int:
    """The libraries for Word and Excel are an extra that is not installed: the command was called where it cannot run."""
    from generator.drafting.office import INSTALL, MISSING

    print(f"congkhai: {MISSING}; {INSTALL}", file=sys.stderr)
    return 2
