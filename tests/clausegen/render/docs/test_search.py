"""The search gives the right first answer: Node runs the script of the pages on their index."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.render.docs.site import Options, render_site
from corpus import CORPUS, needed

NODE = shutil.which("node")
RUN = """
globalThis.window = globalThis;
const read = (name) => require("fs").readFileSync(`${process.argv[1]}/${name}`, "utf8");
eval(read("search.js"));
eval(read("search-index.js"));
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(asked.map((query) => searchDocs(query))));
"""
OURS = {
    "pagination": "getting-started.html#pagination",
    "paginaton": "getting-started.html#pagination",
    "paging": "getting-started.html#pagination",
    "cursor": "getting-started.html#pagination",
    "next page": "getting-started.html#pagination",
    "authentication": "getting-started.html#authentication",
    "authenticate": "getting-started.html#authentication",
    "how do I log in": "getting-started.html#authentication",
    "credentials": "getting-started.html#authentication",
    "oauth": "getting-started.html#authentication",
    "token": "getting-started.html#authentication",
    "Authorization": "getting-started.html#apiToken",
    "api key": "getting-started.html#apiToken",
    "bearer": "getting-started.html#accessToken",
    "rate limit": "getting-started.html#status-codes-and-errors",
    "error codes": "getting-started.html#status-codes-and-errors",
    "403": "getting-started.html#status-403",
    "404 not found": "getting-started.html#status-404",
    "unauthorized": "getting-started.html#status-401",
    "subscription": "getting-started.html#status-403",
    "base url": "index.html#page:servers",
    "host": "index.html#page:servers",
    "getting started": "getting-started.html",
    "curl": "getting-started.html#a-first-request",
    "ordering": "getting-started.html#ordering",
    "sorting": "getting-started.html#ordering",
    "changelog": "changelog.html",
    "vocabulary": "vocabulary.html",
    "discrepancies": "discrepancies.html",
    "contract": "contract.html",
    "updateRoom": "operations/updateRoom.html",
    "update room": "operations/updateRoom.html",
    "patch room": "operations/updateRoom.html",
    "replaceBrand": "operations/replaceBrand.html",
    "listRooms": "operations/listRooms.html",
    "list rooms": "operations/listRooms.html",
    "get room": "operations/retrieveRoom.html",
    "retreive room": "operations/retrieveRoom.html",
    "create a room": "operations/createRoom.html",
    "new brand": "operations/createBrand.html",
    "delete a brand": "operations/deleteBrand.html",
    "remove room": "operations/deleteRoom.html",
    "remove tag": "operations/deleteRoomTag.html",
    "rooms of a user": "operations/listUserRooms.html",
    "unlink domain": "operations/deleteDomainLink.html",
    "system tags": "operations/listSystemTags.html",
    "sort by created_at": "operations/listRooms.html#query.ordering",
    "Room": "schemas/Room.html",
    "brand": "schemas/Brand.html",
    "RoomSettings": "schemas/RoomSettings.html",
    "asset": "schemas/Asset.html",
    "sha1": "schemas/Tag.html#hashed_name",
    "brand color": "schemas/Brand.html#primary_color_code",
    "brand colour": "tags/Brands.html",
    "logo": "schemas/Brand.html#logo_asset",
    "deprecated": "schemas/Room.html#token",
    "is_deleted": "schemas/Room.html#is_deleted",
    "language": "schemas/Room.html#language_code",
    "purge": "schemas/Room.html#sensitive_data_purge_ttl",
    "encrypt": "schemas/Room.html#is_chat_encryption_enabled",
    "visitor count": "schemas/RoomOverview.html#present_visitor_count",
    "analytics": "schemas/RoomSettings.html#analytics_object_type",
    "createRoom.403.no_settings_permission": "operations/createRoom.html#"
    "clause:createRoom.403.no_settings_permission",
}
GITHUB = {
    "create an issue": "operations/issues-create.html",
    "repos/create-fork": "operations/repos-create-fork.html",
    "merge a pull request": "operations/pulls-merge.html",
    "merge pull requests": "operations/pulls-merge.html",
    "delete branch protection": "operations/repos-delete-branch-protection.html",
    "search code": "operations/search-code.html",
    "gists/create": "operations/gists-create.html",
    "pull request": "schemas/pull-request.html",
    "list repositories for a user": "operations/repos-list-for-user.html",
    "rate limit": "schemas/rate-limit.html",
}
STRIPE = {
    "GetAccount": "operations/GetAccount.html",
    "create customer": "operations/PostCustomers.html",
    "refund": "schemas/refund.html",
    "payment intent": "schemas/payment_intent.html",
    "cancel subscription": (
        "operations/DeleteCustomersCustomerSubscriptionsSubscriptionExposedId.html"
    ),
    "webhook endpoint": "schemas/webhook_endpoint.html",
    "balance": "schemas/balance.html",
    "payout": "schemas/payout.html",
    "bearer": "getting-started.html#bearerAuth",
    "authentication": "getting-started.html#authentication",
}


def answers(site: Mapping[str, bytes], queries: list[str], folder: Path) -> Iterator[list[str]]:
    """The addresses that each query finds, best first."""
    if NODE is None:
        lack = pytest.fail if os.environ.get("CLAUSEKIT_REQUIRE_TOOLS") else pytest.skip
        lack("There is no Node to run the search in.")
    for name in ("search.js", "search-index.js"):
        (folder / name).write_bytes(site[f"assets/{name}"])
    run = subprocess.run(
        [NODE, "-e", RUN, str(folder)],
        input=json.dumps(queries), capture_output=True, text=True, check=True,
    )  # fmt: skip
    for rows in json.loads(run.stdout):
        yield [row[3] for row in rows]


def wrong(site: Mapping[str, bytes], wanted: Mapping[str, str], folder: Path) -> list[str]:
    found = zip(wanted.items(), answers(site, list(wanted), folder), strict=True)
    return [
        f"{query}: {rows[:1]}, not {first}" for (query, first), rows in found if rows[:1] != [first]
    ]


def test_the_first_answer_in_our_document(site: dict[str, bytes], tmp_path: Path) -> None:
    assert len(OURS) >= 60
    assert "\n".join(wrong(site, OURS, tmp_path)) == ""


def test_clauses_come_last(site: dict[str, bytes], tmp_path: Path) -> None:
    (rows,) = answers(site, ["createRoom"], tmp_path)
    kinds = ["#clause:" in each for each in rows]
    assert kinds == sorted(kinds)
    assert any(kinds)


def test_an_attribute_is_found_once(site: dict[str, bytes], tmp_path: Path) -> None:
    (rows,) = answers(site, ["bots_ignored_in_online_status"], tmp_path)
    plain = [each for each in rows if "#clause:" not in each]
    assert plain == ["schemas/Room.html#bots_ignored_in_online_status"]


@pytest.mark.full
@needed
@pytest.mark.parametrize(
    ("name", "wanted"), [("github-api.json", GITHUB), ("stripe-2022.yaml", STRIPE)]
)
def test_the_first_answer_in_a_large_document(
    name: str, wanted: Mapping[str, str], tmp_path: Path
) -> None:
    site = render_site(load_api(CORPUS / name), Options())
    assert "\n".join(wrong(site, wanted, tmp_path)) == ""
