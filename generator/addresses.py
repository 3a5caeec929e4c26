"""Every address of the site and every file name in it, once.

An address is relative to the root of the site, without a leading slash; a page's ends with a slash. Addresses are promises:
once published they never change, and a renamed record leaves a redirect.
"""

SEARCH = "tra-cuu/"
AGENCIES = "co-quan/"
PROCEDURES = "thu-tuc/"
PROVINCES = "cac-tinh/"
PLANS = "ke-hoach/"
TARGETS = "chi-tieu/"
PROGRESS = "tien-do/"
CALENDAR = "lich/"
LEGAL_LISTS = "danh-muc/"
DOCUMENTS = "van-ban/"
CHANGES = "nhat-ky/"
DATA = "du-lieu/"
PARTICIPATE = "tham-gia/"
WRITING = f"{PARTICIPATE}#viet-cho-co-quan"
"""How to write to the agency that published a document, where the site names no owner and no repository."""

METHOD = "phuong-phap/"
READINGS = f"{METHOD}#oc-thoi-han"
"""How deadlines are read, kind by kind."""

GUIDE = "huong-dan/"
FIELDS = f"{GUIDE}truong/"

ASSETS = "assets/"
SCRIPTS = f"{ASSETS}js/"
SEARCH_INDEX = f"{ASSETS}search/"

MANIFEST = "manifest.webmanifest"

API = "api/v1/"

DATA_PACKAGE = f"{API}datapackage.json"

OPENAPI = f"{API}openapi.json"

CATALOGUE = f"{API}catalogue"
"""The DCAT catalogue, as ``.jsonld`` and ``.ttl``."""

SERVICES = f"{API}procedures"
"""Procedures as public services (CPSV-AP), as ``.jsonld`` and ``.ttl``."""

WHOLE = f"{DATA}cong-khai.zip"
"""Everything under ``/api/v1/`` in one file."""

OFFLINE = f"{DATA}trang-khong-mang.zip"
"""The whole site, to open from a folder; a build writes it when it is asked to."""

TERMS = f"{API}LICENSE.txt"
"""The terms of use of the data, as a text."""


def api_file(name: str) -> str:
    """A file of open data: ``api/v1/plans.json``."""
    return f"{API}{name}"


GROWING = ("procedures", "adoptions", "indicators")
"""Lists with a line for each procedure of the register, or more: gzipped where there are too many for a file each."""


def api_list(name: str, ending: str, *, parted: bool) -> str:
    """A list of open data, as ``.json`` or ``.csv``: ``api/v1/procedures.csv``, ``api/v1/procedures.csv.gz``."""
    return api_file(f"{name}.{ending}{'.gz' if parted and name in GROWING else ''}")


def api_plan(plan: str) -> str:
    """A plan as JSON."""
    return api_file(f"plans/{plan}.json")


def api_procedure(code: str) -> str:
    """A procedure as JSON."""
    return api_file(f"procedures/{code}.json")


def api_procedure_part(part: str) -> str:
    """Procedures whose codes begin alike, where there are too many for a file each: ``api/v1/procedures/1.0041.json.gz``."""
    return api_file(f"procedures/{part}.json.gz")


MOST_FILES = 10_000
"""Procedures of a site that have a file each. One more, and all of them are in parts."""

PART_TAIL = 2
"""Digits at the end of a code that do not tell its part: a part holds a hundred codes at most."""


def is_parted(procedures: int) -> bool:
    """Whether a site with that many procedures gives them in parts."""
    return procedures > MOST_FILES


def part_of(code: str) -> str:
    """The part that holds a code: ``part_of("1.004194") == "1.0041"``."""
    return code[:-PART_TAIL]


def record_address(code: str, *, parted: bool) -> str:
    """The file in which a procedure stands: its own, or that of its part."""
    return api_procedure_part(part_of(code)) if parted else api_procedure(code)


def api_schema(name: str) -> str:
    """The JSON Schema of a kind of file."""
    return api_file(f"schema/{name}.json")


def api_output_schema(name: str) -> str:
    """The JSON Schema of a kind of file that the site gives."""
    return api_file(f"schema/output/{name}.json")


def api_example(file: str) -> str:
    """An example of a kind of file that officers write: ``plan.yml``."""
    return api_file(f"schema/example/{file}")


def search_address(query: str) -> str:
    """The search page with a query filled in: ``tra-cuu/?q=cap+phep``; the query is folded words without signs."""
    return f"{SEARCH}?q={query.replace(' ', '+')}"


def document_address(document: str) -> str:
    """The page of a legal document."""
    return f"{DOCUMENTS}{document}/"


def citing_address(document: str) -> str:
    """The procedures that cite a legal document."""
    return f"{document_address(document)}thu-tuc/"


def procedure_address(code: str) -> str:
    """The page of a procedure: ``thu-tuc/1.000028/``."""
    return f"{PROCEDURES}{code}/"


def procedure_group_address(way: str, part: str) -> str:
    """The procedures of one group of one way into the register: ``thu-tuc/linh-vuc/nha-o/``."""
    return f"{PROCEDURES}{way}/{part}/"


def field_address(name: str) -> str:
    """The procedures of a field."""
    return procedure_group_address("linh-vuc", name)


def agency_address(agency: str) -> str:
    """The page of an agency."""
    return f"{AGENCIES}{agency}/"


def performed_address(agency: str) -> str:
    """A department's procedures."""
    return f"{agency_address(agency)}thu-tuc/"


def calendar_address(agency: str) -> str:
    """The calendar of an agency's deadlines."""
    return f"{agency_address(agency)}lich.ics"


def feed_address(agency: str) -> str:
    """The feed of what changed at an agency."""
    return f"{agency_address(agency)}thay-doi.atom"


def site_feed_address() -> str:
    """The feed of everything that was published."""
    return f"{CHANGES}thay-doi.atom"


def plan_address(plan: str) -> str:
    """The page of a plan."""
    return f"{PLANS}{plan}/"


def section_picture(section: str) -> str:
    """The picture that a share of a page of this section shows."""
    return f"{ASSETS}chia-se/{section}.png"


def plan_picture(plan: str) -> str:
    """The picture that a share of a plan shows."""
    return f"{plan_address(plan)}chia-se.png"


def icon(size: int) -> str:
    """The square icon of the site, ``size`` pixels wide."""
    return f"{ASSETS}icon-{size}.png"


def source_address(plan: str) -> str:
    """The page that shows a plan's source text."""
    return f"{plan_address(plan)}van-ban-goc/"


def source_file(plan: str, name: str) -> str:
    """A plan's source text itself, under its own name."""
    return f"{plan_address(plan)}{name}"


_FORMS = {"report": "bao-cao", "amendment": "dieu-chinh", "correction": "dinh-chinh", "event": "su-kien"}


def form_address(kind: str, plan: str) -> str:
    """The form that writes a report, an amendment, a correction or an event of a plan."""
    return f"{PARTICIPATE}{_FORMS[kind]}/{plan}/"


def task_anchor(task: str) -> str:
    """The anchor of a task on its plan's page."""
    return f"n-{task}"


def target_anchor(target: str) -> str:
    """The anchor of a target on its plan's page."""
    return f"ct-{target}"


def plan_anchor(plan: str) -> str:
    """The anchor of a plan on ``/tien-do/``."""
    return plan.replace("/", "-")


def progress_address(plan: str) -> str:
    """Where ``/tien-do/`` speaks of a plan."""
    return f"{PROGRESS}#{plan_anchor(plan)}"


def metric_address(metric: str) -> str:
    """The page of a metric."""
    return f"{TARGETS}{metric}/"


def year_address(year: int) -> str:
    """The page of a year's due days."""
    return f"{CALENDAR}{year}/"


def list_address(slug: str, agency: str = "") -> str:
    """A list that the law asks for, or one agency's part of it."""
    return f"{LEGAL_LISTS}{slug}/{agency}/" if agency else f"{LEGAL_LISTS}{slug}/"


def shares_address(agency: str) -> str:
    """The shares that an agency's register answers."""
    return list_address("ty-le", agency)


def share_list_address(agency: str, metric: str, side: str) -> str:
    """The procedures on one side of a share's line: ``danh-muc/ty-le/so-y-te/online-eligible/co/``."""
    return f"{shares_address(agency)}{metric}/{side}/"
