"""Finds the Chromium the tests drive, or installs one, so that `make test` is enough on a fresh machine.

Tests of the real site need a real browser and are never skipped for want of one. `make browser` runs this module: it
takes the browser named by the environment, else one that is installed, else it installs the system's package when it
may (root and apt), else Playwright's own build into the user's cache. When nothing works it prints one line that says
what to do.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

VARIABLE = "CONGKHAI_CHROMIUM"

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable")

MAC_APPS = (
    "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "Applications/Chromium.app/Contents/MacOS/Chromium",
)

# Where Playwright keeps what `playwright install chromium` downloads, newest revision last in name order.
CACHES = (".cache/ms-playwright", "Library/Caches/ms-playwright")
CACHED = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")

# Quiet and alone: no sandbox (a container has none), no graphics card, nothing fetched or sent behind the test's back.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

ADVICE = f"install Chromium or Chrome, or name one: {VARIABLE}=/path/to/chromium make test"


class BrowserMissingError(RuntimeError):
    """No browser that starts; the text is one line that says what to do."""


def starts(program: Path) -> bool:
    """Whether `program` is there and starts: a Chromium that lacks a system library, or a stub for a snap, does not."""
    if not os.access(program, os.X_OK):
        return False
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def places(environ: Mapping[str, str], home: Path) -> Iterator[Path]:
    """Every place a browser may be, best first: the PATH, applications of a Mac, Playwright's cache."""
    for name in NAMES:
        if found := shutil.which(name, path=environ.get("PATH", "")):
            yield Path(found)
    for app in MAC_APPS:
        yield Path("/", app)
        yield home / app
    caches = [home / cache for cache in CACHES]
    if named := environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        caches.insert(0, Path(named))
    for cache in caches:
        for pattern in CACHED:
            yield from sorted(cache.glob(pattern), reverse=True)


def find_chromium(environ: Mapping[str, str], home: Path) -> Path | None:
    """The browser named in `CONGKHAI_CHROMIUM`, else the first installed one that starts, else None.

    Raises BrowserMissingError when the variable names something that does not start: a wish is not passed over.
    """
    if named := environ.get(VARIABLE):
        if not starts(Path(named)):
            raise BrowserMissingError(f"{VARIABLE} is {named}, which does not start as a browser; correct or unset it")
        return Path(named)
    return next(filter(starts, places(environ, home)), None)


def require_chromium(environ: Mapping[str, str], home: Path) -> Path:
    """The browser `find_chromium` finds; raises BrowserMissingError instead of installing one."""
    found = find_chromium(environ, home)
    if found is None:
        raise BrowserMissingError(f"no Chromium found: run make browser, or {ADVICE}")
    return found


def recipes(environ: Mapping[str, str], *, root: bool) -> Iterator[list[list[str]]]:
    """The ways to install a browser on this machine, best first; each is a list of commands to run in order."""
    apt = shutil.which("apt-get", path=environ.get("PATH", ""))
    if root and apt:
        yield [[apt, "-qq", "update"], [apt, "-qq", "-y", "install", "chromium"]]
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    yield [playwright + (["--with-deps"] if root and apt else [])]


def run_all(commands: list[list[str]], environ: Mapping[str, str]) -> bool:
    """Runs the commands until one fails; their output goes to stderr. Returns whether all succeeded."""
    quiet = {**environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(subprocess.run(c, env=quiet, stdout=sys.stderr, check=False).returncode == 0 for c in commands)


def get_chromium(environ: Mapping[str, str], home: Path, *, root: bool) -> Path:
    """A browser that starts, installed now if need be; raises BrowserMissingError when every way fails."""
    if found := find_chromium(environ, home):
        return found
    for commands in recipes(environ, root=root):
        print("make browser:", " && ".join(" ".join(command) for command in commands), file=sys.stderr)
        if run_all(commands, environ) and (found := find_chromium(environ, home)):
            return found
    raise BrowserMissingError(f"no Chromium found and none could be installed: {ADVICE}")


def main() -> int:
    """Prints the browser's path, or one line of what to do."""
    try:
        print(get_chromium(os.environ, Path.home(), root=os.geteuid() == 0))
    except BrowserMissingError as missing:
        print(f"make browser: {missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
