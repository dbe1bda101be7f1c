"""A GET that acts: it logs out, deletes or sends, though its method promises that it only reads.

RFC 9110 (9.2.1) calls GET safe, and many a server's /logout is none. Nothing but a name or a
sentence tells. What is taken for an action and is none costs a line: `effect: none`.
"""

from __future__ import annotations

import re

from clausegen.model import Api, Operation

OFF = r"(?:(?:log|sign)s?[ _-]?(?:out|off)|shuts?[ _-]?down)"
ENDS = re.compile(
    rf"{OFF}|disconnect|end[ _-]?session|.+[ _-]{OFF}|{OFF}[ _-](?:all|user)", re.IGNORECASE
)
"""Whole names that are actions wherever they stand."""
VERBS = (
    "disconnect|revoke|reset|delete|remove|destroy|purge|flush|wipe|clear|erase|terminate|kill|cancel"
    "|abort|restart|reboot|send|resend|invalidate|deactivate|disable|unsubscribe|unregister|unlink"
    "|rotate|regenerate|truncate|approve|reject|publish|unpublish"
)
NOUNS = "end|stop|start|drop|trigger|expire|archive|refund"
"""These are an action alone, or with an article behind: a stop is a place, too."""
KIND = (
    "polic(?:y|ies)|types?|reasons?|rules?|status|info|information|details|dates?|times?|counts?"
    "|statistics|urls?|pages?|forms?|periods?|windows?|schemas?|preview|history|options?|requests?"
    "|callback"
)
"""Behind the name of an action they make a thing of it: a shutdown policy."""
ARTICLE = "the|a|an|all|this|your|every|any|current"

_IS_KIND = re.compile(rf"(?:.*[ _-])?(?:{KIND})", re.IGNORECASE)
_NAMES = re.compile(rf"{OFF}|{VERBS}|{NOUNS}|(?:{VERBS}|{OFF})[ _-].+", re.IGNORECASE)
_BEGINS = re.compile(
    rf"(?:{OFF}\b|(?:{VERBS})(?:e?s)? (?!of\b|for\b|by\b)|(?:{NOUNS})s? (?:{ARTICLE})\b"
    r"|(?:log|sign|shut)s?(?! of\b)(?: [\w']+){1,4} (?:out|off|down)\b)"
    rf"(?!\W*(?:[\w-]+ )?(?:{KIND})\b)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    rf"\b(?:this|it|endpoint|operation|route|call|request|and|then) (?:also )?"
    rf"(?:(?:{VERBS})e?s|(?:{NOUNS})s (?:{ARTICLE})"
    r"|(?:logs|signs|shuts)(?: [\w']+){0,4} (?:out|off|down))\b",
    re.IGNORECASE,
)
_READS = re.compile(
    "(?:get|list|read|retrieve|fetch|return|show|find|search|check|describe|view|count|inspect"
    r"|download|export|look up)(?:e?s)? (.+)",
    re.IGNORECASE,
)
_CHANGES = frozenset({"put", "patch", "delete"})


def may_act(path: str) -> bool:
    """Whether a path that no operation describes is called like an action."""
    names = [_words(each) for each in path.split("/") if each]
    return any(map(ENDS.fullmatch, names)) or bool(names and _NAMES.fullmatch(names[-1]))


def acts(api: Api, operation: Operation) -> bool:
    """Whether name or sentence of a GET, a HEAD or a QUERY says that it does more than read."""
    sentences = [operation.summary, operation.description]
    if operation.has_own_id:
        sentences.append(_words(operation.id))
    if any(_BEGINS.match(each) or _SAYS.search(each) for each in sentences):
        return True
    names = [_words(each) for each in operation.path.split("/") if each and "{" not in each]
    if not names or _IS_KIND.fullmatch(names[-1]) or _is_read(sentences[:2], names):
        return False
    if any(ENDS.fullmatch(each) for each in names):
        return True
    is_thing = any(
        each.path == operation.path and each.method in _CHANGES for each in api.operations
    )
    last = next((each for each in reversed(names) if each not in {"all", "now"}), "")
    return _NAMES.fullmatch(last) is not None and not is_thing


def _is_read(sentences: list[str], names: list[str]) -> bool:
    """A sentence says so, and does more than repeat the path, as generated ones do."""
    return any(
        found and not " ".join(names).endswith(found[1].lower().strip(" ."))
        for found in map(_READS.match, sentences)
    )


def _words(name: str) -> str:
    """signOutAll, sign-out_all: sign out all."""
    return " ".join(re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)).lower()
