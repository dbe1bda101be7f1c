"""The lending library in Flask, in memory: `flask --app server run --port 8000`."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import Flask, abort, g, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

ROLES = {"librarian-secret": "librarian", "reader-secret": "reader"}  # token: who bears it
ORDERS = {"": None, "pages": False, "-pages": True}  # of a list: whether it is reversed
PAGE = 10

app = Flask(__name__)
app.json.ensure_ascii = False  # type: ignore[attr-defined]
books: dict[str, dict[str, Any]] = {}
loans: dict[str, dict[str, dict[str, Any]]] = {}  # by book, then by id


@app.errorhandler(HTTPException)
def refused(error: HTTPException) -> ResponseReturnValue:
    return {"detail": error.description}, error.code or 500


@app.before_request
def introduce() -> None:
    """Nothing is answered before it is known who asks."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    g.role = ROLES.get(token) if scheme.lower() == "bearer" else None
    if g.role is None:
        abort(401, "Say who you are.")


def only_librarians() -> None:
    if g.role != "librarian":
        abort(403, "Only librarians may do this.")


def payload(**fitting: Any) -> dict[str, Any]:
    """The body's attributes, each of which has to pass its test."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        abort(400, "Send a JSON object.")
    for name, fits in fitting.items():
        if not fits(sent.get(name)):
            abort(400, f"{name} is missing or wrong.")
    return {name: sent[name] for name in fitting}


def is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def is_number(value: Any) -> bool:
    return type(value) is int and value > 0


def book_of(book_id: str) -> dict[str, Any]:
    return books.get(book_id) or abort(404, "There is no such book.")


def loan_of(book_id: str, loan_id: str) -> dict[str, Any]:
    book_of(book_id)
    return loans[book_id].get(loan_id) or abort(404, "There is no such loan.")


@app.get("/books")
def list_books() -> ResponseReturnValue:
    order, start = request.args.get("sort", ""), request.args.get("start", 0, int)
    if order not in ORDERS:
        abort(400, f"sort is pages or -pages, not {order}.")
    found = list(books.values())
    if ORDERS[order] is not None:
        found.sort(key=lambda book: book["pages"], reverse=ORDERS[order])
    end = max(start, 0) + PAGE
    more = url_for("list_books", sort=order or None, start=end, _external=True)
    return {"items": found[end - PAGE : end], "next": more if end < len(found) else None}


@app.post("/books")
def create_book() -> ResponseReturnValue:
    only_librarians()
    book = {"id": str(uuid4()), **payload(title=is_text, pages=is_number)}
    books[book["id"]], loans[book["id"]] = book, {}
    return book, 201


@app.get("/books/<book_id>")
def retrieve_book(book_id: str) -> ResponseReturnValue:
    return book_of(book_id)


@app.delete("/books/<book_id>")
def delete_book(book_id: str) -> ResponseReturnValue:
    only_librarians()
    book_of(book_id)
    del books[book_id], loans[book_id]
    return "", 204


@app.post("/books/<book_id>/loans")
def create_loan(book_id: str) -> ResponseReturnValue:
    book_of(book_id)
    loan = {"id": str(uuid4()), **payload(reader=is_text)}
    if any(each["reader"] == loan["reader"] for each in loans[book_id].values()):
        abort(409, "This reader has the book already.")
    loans[book_id][loan["id"]] = loan
    return loan, 201


@app.get("/books/<book_id>/loans/<loan_id>")
def retrieve_loan(book_id: str, loan_id: str) -> ResponseReturnValue:
    return loan_of(book_id, loan_id)


@app.delete("/books/<book_id>/loans/<loan_id>")
def delete_loan(book_id: str, loan_id: str) -> ResponseReturnValue:
    loan_of(book_id, loan_id)
    del loans[book_id][loan_id]
    return "", 204
