"""The lending library in FastAPI, in memory: `uvicorn server:app --port 8000`."""

from typing import Annotated, Literal
from uuid import uuid4

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field

ROLES = {"librarian-secret": "librarian", "reader-secret": "reader"}  # token: who bears it
PAGE = 10
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


class BookInput(BaseModel):
    model_config = ConfigDict(strict=True)
    title: str = Field(min_length=1)
    pages: int = Field(ge=1)


class Book(BookInput):
    id: str


class LoanInput(BaseModel):
    model_config = ConfigDict(strict=True)
    reader: str = Field(min_length=1)


class Loan(LoanInput):
    id: str


class BookPage(BaseModel):
    items: list[Book]
    next: str | None


def role_of(sent: Bearer) -> str:
    """Nothing is answered before it is known who asks."""
    role = ROLES.get(sent.credentials) if sent is not None else None
    if role is None:
        raise HTTPException(401, "Say who you are.")
    return role


def only_librarians(role: Annotated[str, Depends(role_of)]) -> None:
    if role != "librarian":
        raise HTTPException(403, "Only librarians may do this.")


app = FastAPI(title="Lending library", version="1", dependencies=[Depends(role_of)])
books: dict[str, Book] = {}
loans: dict[str, dict[str, Loan]] = {}  # by book, then by id
librarians = [Depends(only_librarians)]


@app.exception_handler(RequestValidationError)
def refused(_: Request, error: RequestValidationError) -> JSONResponse:
    """FastAPI would answer 422, the document says 400."""
    wrong = {".".join(map(str, each["loc"])): each["msg"] for each in error.errors()}
    return JSONResponse({"detail": wrong}, 400)


def book_of(book_id: str) -> Book:
    if book_id not in books:
        raise HTTPException(404, "There is no such book.")
    return books[book_id]


def loan_of(book_id: str, loan_id: str) -> Loan:
    book_of(book_id)
    if loan_id not in loans[book_id]:
        raise HTTPException(404, "There is no such loan.")
    return loans[book_id][loan_id]


@app.get("/books")
def list_books(
    request: Request,
    sort: Literal["pages", "-pages"] | None = None,
    start: Annotated[int, Field(ge=0)] = 0,
) -> BookPage:
    found = list(books.values())
    if sort is not None:
        found.sort(key=lambda book: book.pages, reverse=sort == "-pages")
    end = start + PAGE
    more = str(request.url.include_query_params(start=end)) if end < len(found) else None
    return BookPage(items=found[start:end], next=more)


@app.post("/books", status_code=201, dependencies=librarians)
def create_book(sent: BookInput) -> Book:
    book = Book(id=str(uuid4()), **sent.model_dump())
    books[book.id], loans[book.id] = book, {}
    return book


@app.get("/books/{book_id}")
def retrieve_book(book: Annotated[Book, Depends(book_of)]) -> Book:
    return book


@app.delete("/books/{book_id}", status_code=204, dependencies=librarians)
def delete_book(book: Annotated[Book, Depends(book_of)]) -> None:
    del books[book.id], loans[book.id]


@app.post("/books/{book_id}/loans", status_code=201)
def create_loan(book: Annotated[Book, Depends(book_of)], sent: LoanInput) -> Loan:
    if any(each.reader == sent.reader for each in loans[book.id].values()):
        raise HTTPException(409, "This reader has the book already.")
    loan = Loan(id=str(uuid4()), reader=sent.reader)
    loans[book.id][loan.id] = loan
    return loan


@app.get("/books/{book_id}/loans/{loan_id}")
def retrieve_loan(loan: Annotated[Loan, Depends(loan_of)]) -> Loan:
    return loan


@app.delete("/books/{book_id}/loans/{loan_id}", status_code=204)
def delete_loan(book_id: str, loan: Annotated[Loan, Depends(loan_of)]) -> None:
    del loans[book_id][loan.id]
