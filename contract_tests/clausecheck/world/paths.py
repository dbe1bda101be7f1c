"""Values of path parameters that lead to existing resources.

An actor's own values come first, then ids of the target, then what a link of the
document says: the resource that an operation creates, or the first one that a list shows.
"""

from __future__ import annotations

from collections.abc import Mapping

from clausegen.model import Operation
from clausegen.model.items import named_id
from clausegen.words.deletion import Deletion

from clausecheck.failures import NotChecked, NotOurs
from clausecheck.http.actors import Actor
from clausecheck.http.encoding import text
from clausecheck.http.exchange import Exchange
from clausecheck.world.lists import walk
from clausecheck.world.relations import Provider, carried
from clausecheck.world.workshop import Workshop

READING = {"get", "head", "options"}
CHANGES = {"put", "patch", "delete"}


class Paths:
    """Finds path values for one world."""

    def __init__(self, world: Workshop) -> None:
        self._world = world
        self._listings: dict[str, Exchange] = {}

    def forget(self, gone: Exchange) -> None:
        """Lists that showed what is deleted or renamed now are read again."""
        names = [each for each in gone.path.values() if each]
        last = names[-1] if names else ""
        self._listings = {
            key: each for key, each in self._listings.items() if last not in each.text
        }

    def of(self, operation: Operation, *, fresh: bool = False) -> dict[str, str]:
        """The owner's; `fresh` makes the deepest resource anew."""
        values: dict[str, str] = {}
        for each in reversed(operation.parameters_in("path")):
            if each.name not in values:
                values |= self.value(operation, each.name, values, fresh=fresh)
                fresh = False
        if operation.method in CHANGES and not self._world.api.ledger.owns(operation.path, values):
            raise NotOurs("it would change something that this run did not create")
        return values

    def above(self, operation: Operation, *, fresh: bool = False) -> dict[str, str]:
        """Without the last one."""
        values: dict[str, str] = {}
        for each in reversed(operation.parameters_in("path")[:-1]):
            if each.name not in values:
                values |= self.value(operation, each.name, values, fresh=fresh)
                fresh = False
        return values

    def own(self, operation: Operation, actor: Actor) -> dict[str, str]:
        """Those of another actor, which only the target can tell."""
        values = {}
        for each in operation.parameters_in("path"):
            value = actor.value(each.name)
            if value is None:
                wanted = f"give [actors.{actor.name}.ids] {each.name}"
                raise NotChecked(f"the target has no {each.name} of {actor.name}: {wanted}")
            values[each.name] = value
        return values

    def alternatives(self, operation: Operation) -> list[dict[str, str]]:
        """Other resources, as far as the target gives ids.

        An id called deleted_shelf_id is a value of the parameter shelf_id.
        """
        usual = self.of(operation)
        names = [each.name for each in operation.parameters_in("path")]
        found = []
        for key, value in self._world.target.ids.items():
            name = next((each for each in names if key.endswith(f"_{each}")), None)
            if name is None or name == names[-1] == key:
                continue
            stem = key.removesuffix(f"_{name}")
            below = names[names.index(name) + 1 :]
            ids = {each: self._world.target.ids.get(f"{stem}_{each}") for each in below}
            known = {each: there for each, there in ids.items() if there is not None}
            if len(known) == len(ids):
                found.append({**usual, name: value, **known})
        return found

    def value(
        self, operation: Operation, parameter: str, below: Mapping[str, str], *, fresh: bool
    ) -> dict[str, str]:
        """A value of one parameter, and those above it that belong to it."""
        target = self._world.target
        own = self._world.target.owner.own.get(parameter)
        if own is not None:
            return {parameter: own}
        for stem in self._stems(operation, below):
            if (known := target.ids.get(f"{stem}_{parameter}")) is not None:
                return {parameter: known}
        provider = self._world.relations.provider(operation, parameter)
        try:
            return self._provided(operation, parameter, provider, fresh=fresh)
        except NotChecked:
            reads = operation.method in READING
            found = self._shown(operation, parameter) if reads else None
            found = found or (self._listed_by_document(operation, parameter) if reads else None)
            if found is None:
                raise
            return found

    def _provided(
        self, operation: Operation, parameter: str, provider: Provider | None, *, fresh: bool
    ) -> dict[str, str]:
        """By what the document says makes or shows it, or by the target file."""
        target = self._world.target
        if provider is not None and provider.creates and target.writable:
            made = provider.operation
            prepared = self._world.create(made) if fresh else self._world.shared(made)
            return carried(prepared.path, provider.item, operation.path)
        if (known := target.ids.get(parameter)) is not None:
            return {parameter: known}
        if provider is not None and provider.creates:
            return carried(self._in_collection(provider), provider.item, operation.path)
        if provider is not None:
            return carried(self._listed(provider), provider.item, operation.path)
        what = f"the target has no {parameter}, and nothing makes one"
        raise NotChecked(f"{what}: give ids.{parameter}")

    def _listed_by_document(self, operation: Operation, parameter: str) -> dict[str, str] | None:
        """One of the few values that there are, such as a kind: not an id."""
        for each in operation.parameters_in("path"):
            if each.name == parameter and each.schema is not None:
                schema = self._world.document.resolve(each.schema)
                schema = self._world.document.resolve(schema.items or schema)
                return {parameter: text(schema.enum[0])} if schema.enum else None
        return None

    def _shown(self, operation: Operation, parameter: str) -> dict[str, str] | None:
        """Of anybody's item that a list shows: what only reads may have it."""
        world = self._world
        if (known := world.target.ids.get(parameter)) is not None:
            return {parameter: known}
        listing = world.relations.lister(operation, parameter)
        if listing is None:
            return None
        if listing.id not in self._listings:
            self._listings[listing.id] = world.api.call(listing, path=self.of(listing))
        exchange = self._listings[listing.id]
        for item in world.relations.listed(listing, exchange.json) if exchange.ok else ():
            value = named_id(item, parameter)
            if value is not None:
                return {**exchange.path, parameter: value}
        return None

    def _listed(self, provider: Provider) -> dict[str, str]:
        """The first one that a list shows."""
        listing, parameter = provider.operation, provider.parameter
        if listing.id not in self._listings or listing.parameters_in("path"):  # it may be gone
            self._listings[listing.id] = self._world.valid(listing)
        exchange = self._listings[listing.id]
        value = provider.value(exchange.json) if exchange.ok else None
        if value is None:
            raise NotChecked(f"{listing} shows no {parameter}: give ids.{parameter}")
        return {**exchange.path, parameter: value}

    def _in_collection(self, provider: Provider) -> dict[str, str]:
        """One that is there already, where the run may not create any: only to be read."""
        world, made = self._world, provider.operation
        listing = world.relations.collection(made)
        deleting = world.relations.item(made, "delete")
        deletion = deleting.words.get(Deletion) if deleting is not None else None
        flag = deletion.flag if deletion is not None else None
        if listing is not None:
            path = self.of(listing)
            for item in walk(world, listing, path, pages=1).items:
                value = provider.value(item)
                if value is not None and not (flag and item.get(flag)):
                    return {**path, provider.parameter: value}
        why = "the target is read-only, and no list shows one"
        raise NotChecked(f"the target has no {provider.parameter}: {why}")

    def _stems(self, operation: Operation, below: Mapping[str, str]) -> list[str]:
        """How ids that belong together begin: page for page_id, which lies in page_book_id."""
        given = [name for name in below if self._world.target.ids.get(name) == below[name]]
        provided = self._world.relations.provided_by(operation)
        listed = [each.parameter for each in provided if not each.creates]
        return [name.removesuffix("_id") for name in (*given, *listed)]
