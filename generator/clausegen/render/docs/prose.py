"""Descriptions: CommonMark to HTML that is safe to publish, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

PLAIN = re.compile(r"(?:[^\\`*_\[\]<>&~\n\r]|(?<=\w)_(?=\w))*\Z")
"""Text without any of these is one paragraph, unless it starts like a list, a rule or a number."""
_STARTS_BLOCK = re.compile(r"\s|[-+=#]|\d+[.)]\s")
_TAG = re.compile(r"<[^>]*>")
_ALERT = re.compile(r"^> \[!(\w+)\]", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_ABSOLUTE = re.compile(r"(?:https?:|mailto:)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TITLE = re.compile(r"\btitle=(\S+)")
_MARKUP = re.compile(r"[*`~]|(?<!\w)_|_(?!\w)|^#+ ")
DEEPEST_HEADING = 6
LONGEST_TITLE = 70

Resolve = Callable[[str], str | None]
"""A relative link of the text -> its address on the page, or None when it leads nowhere."""

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "dl", "dt", "em"),
    *("h2", "h3", "h4", "h5", "h6", "hr", "i", "kbd", "li", "ol", "p", "pre", "s", "strong"),
    *("sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul", "var"),
}


_SCROLLING = (
    ("<pre>", '<pre tabindex="0">'),
    ("<table>", '<div class="wide" tabindex="0"><table>'),
    ("</table>", "</table></div>"),
)
"""What may be wider than a page scrolls by itself, with the keyboard too."""


_CALLOUT = re.compile(
    r"<(blockquote|p)>(?=\s*(?:<p>)?\s*(?:<strong>|<b>)?\s*"
    r"(Warning|Caution|Danger|Important|Note|Tip)\b\s*(?::|!|</strong>|</b>))",
    re.IGNORECASE,
)


def _callout(match: re.Match[str]) -> str:
    """A text that begins with "Warning:" or the like stands out."""
    kind = "note" if match[2].lower() in {"note", "tip"} else "warning"
    return f'<{match[1]} class="callout {kind}">'


class Prose:
    """Renders texts of one page depth. Keeps what it rendered: descriptions repeat a lot."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._known: dict[tuple[str, int, bool], Markup] = {}
        self._markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        rules = self._markdown.renderer.rules  # type: ignore[attr-defined]
        rules |= {"image": _image_as_link, "fence": _titled(rules["fence"])}
        self._cleaner = nh3.Cleaner(
            tags=_TAGS,
            attributes={"a": {"href", "title"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}}
            | {f"h{level}": {"id"} for level in range(2, 7)},
            url_schemes={"http", "https", "mailto"},
            url_relative=self._relative,
            link_rel="noopener noreferrer",
        )

    def __call__(self, text: str, base: int = 0, *, ids: bool = False) -> Markup:
        """`base` is the level of the outermost heading; 0 turns headings into bold paragraphs."""
        key = (text, base, ids)
        if key not in self._known:
            self._known[key] = self._render(text, base, ids=ids)
        return self._known[key]

    def _relative(self, url: str) -> str | None:
        return None if url.startswith("//") else self._resolve(url)

    def _render(self, text: str, base: int, *, ids: bool) -> Markup:
        if PLAIN.match(text) and not _STARTS_BLOCK.match(text):
            return Markup("<p>{}</p>").format(text) if text else Markup()
        tokens = self._markdown.parse(_ALERT.sub(_alert_title, text))
        place_headings(tokens, base, ids=ids)
        rendered = self._markdown.renderer.render(tokens, self._markdown.options, {})
        cleaned = self._cleaner.clean(rendered)
        for plain, scrolling in _SCROLLING:
            cleaned = cleaned.replace(plain, scrolling)
        marked = _CALLOUT.sub(_callout, cleaned)
        return Markup(marked)  # noqa: S704 - nh3 cleaned it


def place_headings(tokens: Sequence[Token], base: int, *, ids: bool) -> None:
    """Headings continue the page's own outline without a gap, whatever levels the author used."""
    open_levels: list[int] = []
    named = iter(heading_ids([title for _, title in titles(tokens)]))
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        close = tokens[index + 2]
        level = int(token.tag[1])
        open_levels = [*(each for each in open_levels if each < level), level]
        if base:
            tag = f"h{min(base + len(open_levels) - 1, DEEPEST_HEADING)}"
            token.tag = close.tag = tag
            if ids:
                token.attrSet("id", next(named))
        else:
            token.tag = close.tag = "p"
            _embolden(tokens[index + 1])


def _embolden(inline: Token) -> None:
    inline.children = [
        Token("strong_open", "strong", 1),
        *(inline.children or []),
        Token("strong_close", "strong", -1),
    ]


def heading_id(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"


def heading_ids(names: Sequence[str]) -> list[str]:
    """One id a heading of a text, numbered where titles repeat."""
    taken: dict[str, int] = {}
    found = []
    for name in map(heading_id, names):
        taken[name] = taken.get(name, 0) + 1
        found.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return found


def titles(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """(level, text) of the headings."""
    return [
        (int(token.tag[1]), tokens[index + 1].content)
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def headings(text: str) -> list[tuple[str, str]]:
    """(title, id) of the outermost headings of a Markdown text."""
    found = titles(MarkdownIt("commonmark").parse(text))
    top = min((level for level, _ in found), default=0)
    ids = heading_ids([title for _, title in found])
    return [(title, id_) for (level, title), id_ in zip(found, ids, strict=True) if level == top]


def chapters(text: str) -> Iterator[tuple[str, str, str]]:
    """(title, id, text below it on one line) of every heading of a Markdown text."""
    lines = text.splitlines()
    tokens = MarkdownIt("commonmark").parse(text)
    opened = [each for each in tokens if each.type == "heading_open" and each.map]
    found = [title for _, title in titles(tokens)]
    starts = [each.map[1] for each in opened if each.map]
    ends = [*(each.map[0] for each in opened[1:] if each.map), len(lines)]
    for name, id_, start, end in zip(found, heading_ids(found), starts, ends, strict=False):
        yield name, id_, " ".join(" ".join(lines[start:end]).split())


def _alert_title(match: re.Match[str]) -> str:
    """GitHub writes `> [!NOTE]` for what CommonMark has no form for."""
    return f"> **{match.group(1).capitalize()}**\n>"


def _image_as_link(tokens: Sequence[Token], index: int, *_: Any) -> str:
    """A picture would be fetched from elsewhere, so it becomes a link to itself, or its text."""
    before = [each.type for each in tokens[:index]]
    if before.count("link_open") > before.count("link_close"):
        return str(escape(tokens[index].content or "image"))
    source = escape(tokens[index].attrs.get("src", ""))
    return f'<a href="{source}">{escape(tokens[index].content or "image")}</a>'


def _titled(plain: Callable[..., str]) -> Callable[..., str]:
    """A block of code whose info string says `title=FILE` has the file's name above it."""

    def fence(tokens: Sequence[Token], index: int, *rest: Any) -> str:
        found = _TITLE.search(tokens[index].info)
        name = f"<p><code>{escape(found[1])}</code></p>\n" if found else ""
        return name + plain(tokens, index, *rest)

    return fence


@cache
def first_sentence(text: str, longest: int = 160) -> str:
    """Plain text for summaries, search results and meta descriptions."""
    if not text:
        return ""
    plain = _SPACE.sub(" ", _TAG.sub("", text[: longest * 4]).replace("`", "").replace("**", ""))
    sentence = _SENTENCE_END.split(plain.strip(), maxsplit=1)[0]
    if len(sentence) <= longest:
        return sentence
    return sentence[:longest].rsplit(" ", 1)[0] + " …"


@cache
def title(text: str) -> str:
    """The first sentence as a heading: without Markdown, without a full stop, not too long."""
    plain = _MARKUP.sub("", _LINK.sub(r"\1", text.partition("\n\n")[0]))
    return first_sentence(plain, LONGEST_TITLE).rstrip(".")


def is_web_address(url: str | None) -> bool:
    return bool(url and _ABSOLUTE.match(url))
