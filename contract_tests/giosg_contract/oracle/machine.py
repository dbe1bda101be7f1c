"""What may happen in a story of rooms and brands, with what is drawn for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clausecheck import WHICH, Action, picked
from hypothesis import strategies as st

from giosg_contract.oracle import brands, room_parts, rooms
from giosg_contract.oracle.story import Story

SWITCHES = st.dictionaries(
    st.sampled_from(["is_pending_chat_messages_hidden", "is_ajax_tracking_enabled"]),
    st.booleans(),
    min_size=1,
)
MOST = 5  # rooms, and brands, that one story makes
Happens = Callable[..., None]


def _of(kind: str, happens: Happens) -> Happens:
    """With one of these: an attribute of the model, such as living_rooms."""

    def act(story: Story, which: int, **drawn: Any) -> None:
        happens(story, picked(getattr(story.model, kind), which), **drawn)

    return act


def _some(kind: str, happens: Happens, *, looks: bool = False, **drawn: Any) -> Action:
    return Action(
        happens=_of(kind, happens),
        drawn={"which": WHICH, **drawn},
        when=lambda story: getattr(story.model, kind),
        looks=looks,
    )


def _look(story: Story, look: Happens) -> None:
    look(story)


def _use_tag(story: Story, which: int, other: int, happens: Happens) -> None:
    room = picked(story.model.tagged_rooms, which)
    happens(story, room, picked(room.tags, other))


def _link(story: Story, which: int, other: int) -> None:
    domain_room = picked(story.model.domain_rooms, which)
    others = [each for each in story.model.living_rooms if each is not domain_room]
    room_parts.link(story, picked(others, other), domain_room)


def _unlink(story: Story, which: int, other: int) -> None:
    room = picked(story.model.linked_rooms, which)
    room_parts.unlink(story, room, picked(room.links, other))


def _use_brand(story: Story, which: int, other: int, *, is_taken_away: bool) -> None:
    room, brand = picked(story.model.living_rooms, which), picked(story.model.living_brands, other)
    brands.use(story, room, None if is_taken_away else brand)


def actions() -> list[Action]:
    """What rooms and brands are to each other; each for itself is in the stories of any API."""
    return [
        Action(
            happens=_look,
            drawn={"look": st.sampled_from([rooms.look, room_parts.look])},
            when=lambda story: story.model.rooms,
            looks=True,
        ),
        _some("living_brands", brands.look_in_use, looks=True),
        Action(
            happens=rooms.create,
            drawn={"with_domain": st.booleans()},
            when=lambda story: len(story.model.rooms) < MOST,
        ),
        _some("living_rooms", rooms.delete),
        _some("living_rooms", room_parts.tag),
        Action(
            happens=_use_tag,
            drawn={
                "which": WHICH,
                "other": WHICH,
                "happens": st.sampled_from([room_parts.tag_again, room_parts.untag]),
            },
            when=lambda story: story.model.tagged_rooms,
        ),
        Action(
            happens=_link,
            drawn={"which": WHICH, "other": WHICH},
            when=lambda story: story.model.linkable_rooms,
        ),
        Action(
            happens=_unlink,
            drawn={"which": WHICH, "other": WHICH},
            when=lambda story: story.model.linked_rooms,
        ),
        Action(
            happens=brands.create,
            when=lambda story: len(story.model.brands) < MOST,
        ),
        _some("living_brands", brands.delete),
        Action(
            happens=_use_brand,
            drawn={"which": WHICH, "other": WHICH, "is_taken_away": st.booleans()},
            when=lambda story: story.model.living_rooms and story.model.living_brands,
        ),
        _some("living_rooms", brands.tune, switches=SWITCHES),
    ]
