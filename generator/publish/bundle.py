"""A built site as one zip that opens from a folder, without a server: links lead to files, scripts need no modules.

Browsers give ``file:`` no directory index, no ES modules and no ``fetch``. So links to folders name their ``index.html``,
the modules stand together in one classic script, and each file of the search index is a script that hands over its JSON.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit, urlunsplit

from generator.addresses import ASSETS, OFFLINE, SCRIPTS
from generator.publish.exports.archive import zip_bytes
from generator.publish.manifest import MANIFEST, manifest_bytes

SEARCH = f"{ASSETS}search/"
INDEX = "index.html"
RUNNER = f"{SCRIPTS}offline.js"
LEFT_OUT = re.compile(
    rf"404\.html|robots\.txt|sitemap(?:-\d+)?\.xml(?:\.gz)?|manifest\.webmanifest|{re.escape(MANIFEST)}"
)
"""The addresses of what only a server, a crawler or an installed app asks for, and of what is made anew."""

TAG = re.compile(r'<[a-zA-Z](?:[^<>"]|"[^"]*")*>')
ATTRIBUTE = re.compile(r'(?<=\s)([^\s"\'<>/=]+)=(?:"([^"]*)"|([^\s"\'>]+))')
LINKS = ("href", "src", "action")
FETCHED = re.compile(r'<link rel="?(?:manifest|modulepreload|preload)\b[^>]*>\n?')
MODULE = re.compile(r'<script type="?module"? src="?([^\s">]*/)?([a-z-]+)\.js"?></script>')
"""As templates write them, with and without the quotes that a value does not need (:mod:`.terse`)."""
IMPORT = re.compile(r'\bimport(?:\{([^}]*)\}from)?"\./([a-z-]+)\.js";')
LATER = re.compile(r'\bimport\("\./([a-z-]+)\.js"\)')
EXPORT = re.compile(r"\bexport ((?:async )?(?:function|const|class) ([A-Za-z_$][\w$]*))")
LEFT_OVER = re.compile(r"\b(?:import|export)[\s{(*.\"]")

RUNTIME = """"use strict";
(()=>{
const here=document.currentScript.src,made={},waiting={};
const need=(name)=>made[name]??=modules[name]();
const later=async(name)=>need(name);
const files=globalThis.CK_FILES={};
const load=(address)=>waiting[address]??=new Promise((resolve,reject)=>{
const script=document.createElement("script");
script.onload=()=>{script.remove();resolve();};
script.onerror=()=>{script.remove();delete waiting[address];reject(new TypeError(address));};
script.src=address+".js";
document.head.append(script);});
const fetch=async(url)=>{
await load(url.href);
return{ok:true,json:async()=>files[url.pathname.split("/").pop()]()};};
globalThis.CK_RUN=need;
const modules={
%s
};})();
"""
"""Runs modules by name, each once, and fetches the index through scripts. Modules see this ``fetch``, not the browser's."""


NO_FILES: Mapping[str, bytes] = MappingProxyType({})


def bundle(folder: Path, unwritten: Mapping[str, bytes] = NO_FILES, commit: str = "") -> bytes:
    """The site that was built in a folder, as a zip. Same site, same bytes.

    A site that offers its bundle has it already. ``unwritten`` are files that the folder does not hold yet, ``commit`` is the
    data's. Raises ValueError where a script cannot be told as a classic one.
    """
    written = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    if OFFLINE in written:
        return written[OFFLINE].read_bytes()

    def read(address: str) -> bytes:
        return unwritten[address] if address in unwritten else written[address].read_bytes()

    return zip_bytes(_with_manifest(offline(sorted(written.keys() | unwritten), read), commit))


def offline(addresses: Iterable[str], read: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of a site with their addresses, as they work from a folder; one after the other, because a site is large."""
    names = [address for address in addresses if not LEFT_OUT.fullmatch(address)]
    modules = {name: read(name).decode() for name in names if name.startswith(SCRIPTS)}
    yield RUNNER, classic(modules)
    for address in names:
        if address.endswith(".html"):
            yield address, page(read(address).decode()).encode()
        elif address in modules:
            yield address, f'CK_RUN("{_stem(address)}");\n'.encode()
        elif address.startswith(SEARCH):
            yield f"{address}.js", index_script(address.removeprefix(SEARCH), read(address))
        else:
            yield address, read(address)


def _with_manifest(files: Iterable[tuple[str, bytes]], commit: str) -> Iterator[tuple[str, bytes]]:
    """The files, and after them the manifest that lists them as they are here."""
    digests = {}
    for address, content in files:
        digests[address] = hashlib.sha256(content).hexdigest()
        yield address, content
    yield MANIFEST, manifest_bytes(digests, commit)


def page(html: str) -> str:
    """A page whose links lead to files and whose scripts are classic ones, in the same order."""
    ready = FETCHED.sub("", html)
    ready = TAG.sub(lambda tag: ATTRIBUTE.sub(_to_file, tag[0]), ready)
    first = MODULE.search(ready)
    if first is None:
        return ready
    runtime = f'<script defer src="{first[1] or ""}offline.js"></script>\n'
    ready = ready[: first.start()] + runtime + ready[first.start() :]
    return MODULE.sub(r'<script defer src="\1\2.js"></script>', ready)


def _to_file(said: re.Match[str]) -> str:
    """An attribute; where it leads or loads, with the file. Values are taken whole, so none is mistaken for attributes."""
    return f'{said[1]}="{to_file(said[2] or said[3] or "")}"' if said[1] in LINKS else said[0]


def to_file(link: str) -> str:
    """A link inside the site, to the file instead of the folder; any other link as it is."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path or parts.path.rsplit("/", 1)[-1] not in ("", ".", ".."):
        return link
    return urlunsplit(parts._replace(path=parts.path.removesuffix("/") + "/" + INDEX))


def index_script(name: str, content: bytes) -> bytes:
    """A file of the search index as a script that puts it where ``offline.js`` looks."""
    data = json.loads(content)
    if isinstance(data, dict) and "urls" in data:
        data["urls"] = [to_file(url) for url in data["urls"]]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"CK_FILES[{json.dumps(name)}]=()=>({text});\n".encode()


def classic(modules: Mapping[str, str]) -> bytes:
    """ES modules, address → minified source, as one classic script."""
    told = (f'"{_stem(address)}"(){{{_function_body(address, source)}}}' for address, source in modules.items())
    return (RUNTIME % ",\n".join(told)).encode()


def _function_body(address: str, source: str) -> str:
    """A module as the body of a function that returns what it exports."""
    body = IMPORT.sub(_need, source)
    body = LATER.sub(r'later("\1")', body).replace("import.meta.url", "here")
    names = [found[2] for found in EXPORT.finditer(body)]
    body = EXPORT.sub(r"\1", body)
    if left := LEFT_OVER.search(body):
        raise ValueError(f"{address}: «{body[left.start() : left.start() + 40]}» has no classic form")
    return f"{body}\nreturn{{{','.join(names)}}};"


def _need(found: re.Match[str]) -> str:
    """An import, of names or for what the module does, as a call."""
    taken = f"const{{{found[1].replace(' as ', ':')}}}=" if found[1] is not None else ""
    return f'{taken}need("{found[2]}");'


def _stem(address: str) -> str:
    return address.removeprefix(SCRIPTS).removesuffix(".js")
