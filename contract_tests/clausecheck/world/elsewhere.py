"""Resources that exist, but not where a request looks for them: there they are not found."""

from __future__ import annotations

from clausegen.model import Operation

from clausecheck.failures import NotChecked
from clausecheck.world.state import fresh_references
from clausecheck.world.world import World


def elsewhere(world: World, operation: Operation, parameter: str) -> str | None:
    """A value of a path parameter that names a resource in another place.

    The part of another whole, or what the stranger owns. None if the target, or the API, gives no
    such resource.
    """
    provider = world.relations.provider(operation, parameter)
    if provider is None or not provider.creates or not world.target.writable:
        return None
    made = provider.operation
    own, foreign = world.target.owner.own, world.target.roles.stranger
    try:
        if all(each.name in own for each in made.parameters_in("path")):
            return world.foreign(made, foreign).path[provider.parameter] if foreign else None
        path = world.path_for(made, fresh=True)
        other = world.create(made, fresh_references(world, made), path=path)
        return other.path[provider.parameter]
    except NotChecked:
        return None
