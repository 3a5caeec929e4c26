"""`make bench`: every benchmark, one after the other. `python -m tests.bench province` runs one."""

import sys

from tests.bench import adopters, hugo, nation, pages, plans, province, search_quality, search_speed

BENCHES = {
    "pages": pages.main,
    "plans": plans.main,
    "search_quality": search_quality.main,
    "search_speed": search_speed.main,
    "province": province.main,
    "nation": nation.main,
    "adopters": adopters.main,
    "hugo": hugo.main,
}


def main() -> int:
    """Run the named benchmarks, or all; returns 2 for a name that is none."""
    wanted = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in wanted:
        print(f"== {name}")
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
