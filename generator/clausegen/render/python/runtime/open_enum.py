"""Values of which a server may have learned more since this client was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    Open: TypeAlias = T | str
    """One of the documented texts, or a new one."""
else:

    class Open:
        """Msgspec sees a text."""

        def __class_getitem__(cls, known: Any) -> type[str]:
            return str
