"""A nation in small, really built: two provinces with what each has of its own, and the site that joins them.

Both provinces have the procedure that the national site has too; one more that holds everywhere is on their sites only; and
each has one that it laid down itself, with a name that no other has.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.projects import AS_OF, build, congkhai, edit, plant, small_project
from tests.sites import Site

EVERYWHERE, ONLY_THERE = "1.000028", "1.000777"
"""Procedures of the whole country: one with a page on the national site, one without."""

FIELDS = "fields:\n  - id: duong-bo\n    name: Đường bộ\n"


def procedure(code: str, name: str, jurisdiction: str = "national") -> str:
    """The YAML of a procedure of the least depth."""
    kind = "standard" if jurisdiction == "national" else "specific"
    return (
        f'code: "{code}"\nname: {name}\nkind: {kind}\nfield: duong-bo\njurisdiction: {jurisdiction}\n'
        "published_by: Bộ Xây dựng\nimplementing: [Sở Xây dựng]\n"
        "source: {url: https://dichvucong.gov.vn/x, retrieved: 2026-07-18}\n"
    )


CROSSING = procedure(EVERYWHERE, "Cấp giấy phép lưu hành xe quá tải trọng")
TOWING = procedure(ONLY_THERE, "Cấp phép kéo xe hỏng trên đường tỉnh")


@dataclass(frozen=True)
class Place:
    """A province that does not exist."""

    id: str
    name: str
    code: str
    own: str
    """The procedure that only it has."""

    @property
    def address(self) -> str:
        return f"https://{self.id}.example/cong-khai/"


BAC = Place("vi-du-bac", "tỉnh Ví Dụ Bắc", "6.000001", "Hỗ trợ nuôi ong mật vùng đồi")
NAM = Place("vi-du-nam", "tỉnh Ví Dụ Nam", "6.000002", "Cho mượn ghe chở lúa mùa nước nổi")
PLACES = (BAC, NAM)


def build_province(place: Place, folder: Path) -> Path:
    """Build a province's site; its folder bears the province's id, as `congkhai join` wants it."""
    project = small_project(folder / f"{place.id}-project", f"site_name: Công khai {place.name}\n")
    files = {EVERYWHERE: CROSSING, ONLY_THERE: TOWING, place.code: procedure(place.code, place.own, place.name)}
    plant(project / "plans/procedures", {f"{code}.yml": text for code, text in files.items()})
    plant(project / "plans", {"registry/fields.yml": FIELDS})
    site = folder / place.id
    build(project, CONGKHAI_SITE_URL=place.address).rename(site)
    return site


def national_project(folder: Path) -> Path:
    """The project of the national site: the registers, one procedure, no agency."""
    project = small_project(folder, "site_name: Công khai cả nước\n")
    (project / "plans/agencies").rename(folder / "agencies-left-out")
    documents = project / "plans/registry/legal-documents.yml"
    edit(documents, "    agency: vi-du-ubnd\n", "")  # which has its page on the province's site
    plant(project / "content", {"gioi-thieu.md": "# Giới thiệu\n\nTrang của cả nước.\n"})
    plant(project / "plans", {f"procedures/{EVERYWHERE}.yml": CROSSING, "registry/fields.yml": FIELDS})
    return project


def build_provinces(folder: Path) -> dict[str, Path]:
    """Both sites by the ids of their provinces, built side by side."""
    with ThreadPoolExecutor() as pool:
        return dict(
            zip((place.id for place in PLACES), pool.map(partial(build_province, folder=folder), PLACES), strict=True)
        )


def join(project: Path, *folders: Path, site: Path) -> None:
    """Join provinces that have no problems."""
    options = ("--site", site, "--as-of", AS_OF)
    variables = {"CONGKHAI_SITE_URL": "https://ca-nuoc.example/"}
    done = congkhai("--config", project / "mkdocs.yml", "join", *folders, *options, env=variables)
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True)
class Nation:
    """The built sites, and the project of the national one."""

    folder: Path
    provinces: dict[str, Path]
    site: Site

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @classmethod
    def built(cls, folder: Path) -> "Nation":
        """The sites in a folder, built unless they stand there."""
        joined = folder / "ca-nuoc"
        if not joined.exists():
            provinces = build_provinces(folder)
            join(national_project(folder / "project"), *provinces.values(), site=joined)
        return cls(folder, {place.id: folder / place.id for place in PLACES}, Site(joined))
