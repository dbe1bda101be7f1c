"""OAuth 2 client credentials: a token for each actor that has a client_id and a client_secret."""

from __future__ import annotations

from urllib.parse import urljoin

import httpx2
import msgspec
from clausegen.model import Api

from clausecheck.http.actors import Actor
from clausecheck.http.target import Target, TargetError

FLOW = "clientCredentials"


def signed_in(target: Target, api: Api) -> Target:
    """The target with these tokens. Raises TargetError where none is given."""
    without = [each for each in target.actors.values() if each.client and not each.token]
    if not without:
        return target
    url = _token_url(api)
    if url is None:
        raise TargetError(
            f"actors.{without[0].name}: the document has no flow {FLOW}; give a token"
        )
    known = {
        each.name: _with_token(each, urljoin(target.base_url, url), target) for each in without
    }
    return msgspec.structs.replace(target, actors={**target.actors, **known})


def _token_url(api: Api) -> str | None:
    flows = (flow for scheme in api.security_schemes for flow in scheme.flows)
    return next((each.token_url for each in flows if each.name == FLOW), None)


def _with_token(actor: Actor, url: str, target: Target) -> Actor:
    assert actor.client is not None
    try:
        answer = httpx2.post(
            url,
            auth=actor.client,
            data={"grant_type": "client_credentials"},
            timeout=target.connection.timeout,
            verify=target.connection.tls() if url.startswith("https") else False,
        )
        token = answer.json().get("access_token") if answer.is_success else None
    except (httpx2.HTTPError, ValueError, AttributeError) as error:
        raise TargetError(f"{url} gives {actor.name} no token: {error}") from error
    if not isinstance(token, str) or not token:
        raise TargetError(f"{url} gives {actor.name} no token: it answered {answer.status_code}")
    return msgspec.structs.replace(actor, token=token)
