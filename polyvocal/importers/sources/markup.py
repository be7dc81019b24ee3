"""Makes plain paragraphs of words that hold HTML, or what word processors left behind of it.

Only known tags are tags: “<Edmund Kirby Smith>” stays. Scripts and styles never come through. Emphasis that was escaped
once too often goes as well. Numbers 128 to 159 are those of Windows-1252 (HTML Standard, 13.2.5.80). One kind of white
space is left: the space, and line ends.
"""

import html
import re
from collections.abc import Iterator
from functools import partial

from lxml import etree
from lxml import html as lxml_html

_DROPPED = frozenset({
    "script", "style", "head", "title", "xml", "object", "embed", "applet", "iframe", "noscript", "template", "svg",
    "math", "select", "textarea", "button",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center",
    "table", "tbody", "thead", "tfoot", "tr", "caption", "hr", "address", "section", "article", "aside", "header",
    "footer", "figure", "figcaption", "form", "fieldset", "body", "html",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "col", "colgroup", "data", "del", "dfn",
    "em", "font", "i", "img", "input", "ins", "kbd", "label", "link", "map", "mark", "meta", "nobr", "q", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "td", "th", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_SPACED = frozenset({"td", "th"})

_NAMES = "|".join(sorted(_DROPPED | _BLOCKS | _INLINE, key=len, reverse=True))
_TAG = rf"/?(?:(?:{_NAMES})(?=[\s/>])|(?:o|v|w|m|st1|x):\w+)[^<>]*>"
_NO_TAG = re.compile(rf"<(?!{_TAG})", re.IGNORECASE)
_NO_REFERENCE = re.compile(r"&(?!#\d+;?|#x[0-9a-f]+;?|[a-z][a-z0-9]*;)", re.IGNORECASE)
_RESIDUE = re.compile(r"<!--.*?-->|<!\[.*?\]>|<!doctype[^>]*>|<\?[^>]*>|\0", re.DOTALL | re.IGNORECASE)
_OF_A_CODE_PAGE = re.compile(r"&#(?:1[2-5]\d|x[89][0-9a-f]);?", re.IGNORECASE)
_IS_BLOCK = re.compile(rf"<(?:{'|'.join(_BLOCKS)}|br)(?=[\s/>])", re.IGNORECASE)
_ESCAPED_PAIR = re.compile(r"&lt;(i|b|u|em|strong|su[bp])&gt;(.*?)&lt;/\1&gt;", re.DOTALL | re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK, _PARAGRAPH = "\u2028", "\u2029"


def paragraphs_of(words: str) -> str:
    """Return words without tags: paragraphs set apart by a blank line, line breaks kept.

    Raises ValueError where tags lie in each other too deep to be read; no words are let go of silently.
    """
    if "<" not in words and "&" not in words:
        return words
    without = _RESIDUE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    marked = _BLANK_LINES.sub(_PARAGRAPH, _ESCAPED_PAIR.sub(r"\2", without))
    if not _IS_BLOCK.search(without):
        marked = marked.replace("\n", _BREAK)
    marked = _OF_A_CODE_PAGE.sub(lambda found: html.unescape(found.group()), marked)
    marked = _NO_REFERENCE.sub("&amp;", _NO_TAG.sub("&lt;", marked))
    return _laid_out("".join(_walk(_parsed(marked))))


def _parsed(marked: str) -> etree._Element:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(f"<html><body>{marked}</body></html>".encode(), parser)
    if parser.error_log.filter_from_fatals():
        raise ValueError("tags too deep in each other")
    return root


def _walk(element: etree._Element) -> Iterator[str]:
    """Yield the words below an element, with marks for line breaks and paragraphs; without recursion."""
    waiting: list[etree._Element | str] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        yield from _before(one)
        after = [mark for child in one for mark in (child, child.tail or "")]
        if one.tag in _DROPPED:
            continue
        waiting.append(_after(one))
        waiting.extend(reversed(after))
        yield one.text or ""


def _before(element: etree._Element) -> Iterator[str]:
    if element.tag in _BLOCKS:
        yield _PARAGRAPH
    elif element.tag == "br":
        yield _BREAK


def _after(element: etree._Element) -> str:
    if element.tag in _BLOCKS:
        return _PARAGRAPH
    return " " if element.tag in _SPACED else ""


def _laid_out(words: str) -> str:
    lines = partial(re.sub, r"\s+", " ")
    paragraphs = (
        "\n".join(lines(line).strip() for line in paragraph.split(_BREAK)).strip()
        for paragraph in words.split(_PARAGRAPH)
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
