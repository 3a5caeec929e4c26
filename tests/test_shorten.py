"""Shipped scripts with short names: what may change does, what others see does not, and a browser runs both alike."""

import pytest
from playwright.sync_api import Browser

from generator.publish.shorten import shorten


@pytest.mark.parametrize(
    ("script", "short"),
    [
        # declared names, wherever they stand
        ("const first=(one)=>one+1;first(2);", "const a=(b)=>b+1;a(2);"),
        ("function twice(word){let sum=word;return sum;}twice(1);", "function b(c){let a=c;return a;}b(1);"),
        ("for(const[name,text]of list)show(name,text);", "for(const[a,b]of list)show(a,b);"),
        ("try{go();}catch(error){say(error);}", "try{go();}catch(a){say(a);}"),
        ("const text=`a${word}b`,word=1;", "const b=`a${a}b`,a=1;"),
        # keys, properties, members and what nobody declares
        ("const{title,url:place}=one;use(title,place);", "const{title:b,url:a}=one;use(b,a);"),
        ("const size=1.5;make({size,width:size,other});", "const a=1.5;make({size:a,width:a,other});"),
        ("const left=box.left??box?.left;", "const a=box.left??box?.left;"),
        (
            "class Book{words=[];read(word){return this.words.at(word);}}",
            "class Book{words=[];read(a){return this.words.at(a);}}",
        ),
        ("const list=[Float32Array,document];list.map(Number);", "const a=[Float32Array,document];a.map(Number);"),
        ("const go=({kind=Map,...rest})=>kind(rest);", "const c=({kind:a=Map,...b})=>a(b);"),
        # what another script knows
        (
            'import{fold}from"./fold.js";export const read=(text)=>fold(text);',
            'import{fold}from"./fold.js";export const read=(a)=>fold(a);',
        ),
        # strings, patterns, the text of a template
        ('const word="word",at=/word[/]/.test(word);', 'const a="word",b=/word[/]/.test(a);'),
        ("const word=1;say(`word ${`in ${word}`} word`);", "const a=1;say(`word ${`in ${a}`} word`);"),
        ("const word=4/2/word;", "const a=4/2/a;"),
        # numbers with a name stand where they are used, unless others know them
        ("const MOST=40,LEAST=0.5;cut(MOST,LEAST,{MOST:1});", "cut(40,.5,{MOST:1});"),
        ("export const SURE=0.5;cut(SURE);", "export const SURE=0.5;cut(SURE);"),
        # declarations that follow each other, and those that do not
        ("const word=one;const text=two;go(word,text);", "const b=one,a=two;go(b,a);"),
        ("const word=()=>{go();};const text=two;go(word,text);", "const b=()=>{go();},a=two;go(b,a);"),
        ("let word=one;const text=two;go(word,text);", "let b=one;const a=two;go(b,a);"),
        ("{const word=one;}const text=two;go(text);", "{const b=one;}const a=two;go(a);"),
    ],
)
def test_names_that_nobody_else_sees_are_short(script: str, short: str) -> None:
    assert shorten(script) == short


@pytest.mark.parametrize("script", ["go());", "go((1);", "`${word`"])
def test_brackets_that_do_not_match_are_refused(script: str) -> None:
    with pytest.raises(ValueError, match="«"):
        shorten(script)


@pytest.mark.parametrize(
    "script",
    [
        "const T=1;go(({T})=>T);",
        "const T=1;go({T});",
        "const T=1;go((T)=>T);",
        "const T=1;{const T=one;go(T);}",
        "{const T=1;go(T);}{const T=2;go(T);}",
    ],
)
def test_a_number_whose_name_means_something_else_too_is_refused(script: str) -> None:
    with pytest.raises(ValueError, match="«T»"):
        shorten(script)
    assert shorten(script.replace("=1;", "=one;").replace("=2;", "=two;")), "no number is put in its place"


def test_a_browser_runs_the_short_script_alike(browser: Browser) -> None:
    script = """
    const LIMIT = 3; const words = ["một", "hai", "ba", "bốn"]; const label = "words";
    function join({ separator = "-", limit }, ...items) { const text = items.slice(0, limit).join(separator);
        return `${label}: ${text}`; }
    class Box { items = []; put(item) { this.items.push({ item, label }); return this; } get first() { return this.items[0]; } }
    const { item, label: name } = new Box().put(join({ limit: LIMIT }, ...words)).first; const length = words.length / 2 / 1;
    let total = 0; for (const [i, word] of words.entries()) { if (/[/"`]/.test(word)) continue; total += i * word.length; }
    globalThis.said = [item, name, length, total, words.map((word, i) => ({ word, i })).at(-1)];
    """
    page = browser.new_page()
    page.evaluate(script)
    plain = page.evaluate("said")
    page.goto("about:blank")
    page.evaluate(shorten(script))
    assert page.evaluate("said") == plain == ["words: một-hai-ba", "words", 2, 16, {"word": "bốn", "i": 3}]
    page.close()
