"""Api -> clauses: every checkable statement of a document, each with an id that stays."""

from clausegen.clauses.clause import Clause
from clausegen.clauses.collection import clauses

__all__ = ["Clause", "clauses"]
