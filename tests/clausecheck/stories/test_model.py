"""What a story knows of the things that it made."""

from __future__ import annotations

from clausecheck.stories.model import Collection, Model, Record
from clausegen.load import load_api
from test_general import DOCUMENT


def test_a_thing_that_is_given_once_more_is_one_thing() -> None:
    """A POST of what is there already may answer with it: to delete it once is enough."""
    create = load_api(DOCUMENT).operation("createNote")
    none = dict.fromkeys(("deleting", "reading", "listing", "patching", "replacing"))
    notes = Collection(creator=create, item="/notes/{note}", **none)
    others = Collection(creator=create, item="/others/{note}", **none)
    model = Model()
    for of, id_ in ((notes, "1"), (notes, "2"), (others, "1"), (notes, "1")):
        model.add(Record(of, {"note": id_}))
    assert [each.id for each in model.living(notes)] == ["2", "1"]
    model.living(notes)[-1].is_deleted = True
    assert [each.id for each in model.living(notes)] == ["2"]
    assert [each.id for each in model.living(others)] == ["1"]
