"""On the domains of which domain rooms a room may work."""

from __future__ import annotations

from clausemock.behaviours.deletion import Deletion
from clausemock.behaviours.references import References
from clausemock.store import Query, Record

from giosg_mock.mock import Mock, refuse
from giosg_mock.stub import Answer, Call, DomainLinksApi
from giosg_mock.stub.models import DomainLink, DomainLinkInput, DomainLinkPage


class DomainLinks(DomainLinksApi):
    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def list_domain_links(self, call: Call, *, room_id: str, **_: str) -> DomainLinkPage:
        query = Query("domain_link").having(room_id=room_id)
        return DomainLinkPage(**self._mock.page(call, query, self._show))

    def create_domain_link(
        self, call: Call, *, organization_id: str, room_id: str, body: DomainLinkInput
    ) -> Answer[DomainLink]:
        mock = self._mock
        mock.own_room(call)
        sent = mock.sent(call, body)

        def domain_room(_: str, id_: str) -> Record | None:
            query = Query("visible_room").having(viewer_id=organization_id, id=id_)
            return mock.store.first(query.having(is_deleted=False))

        faults = mock.words.get(References).faults("DomainLink", sent, domain_room)
        refuse(faults, mock.choices.bad_reference)
        with mock.store.transaction():
            link = mock.store.first(Query("domain_link").having(room_id=room_id, **sent))
            status = 201 if link is None else 200
            if link is None:
                ids = {"organization_id": organization_id, "room_id": room_id}
                link = mock.new("domain_link", call, **ids, **sent)
            else:
                link = mock.changed(link, {}, call)
            mock.store.put("domain_link", link)
        return Answer(status, DomainLink(**self._show(link, call)))

    def delete_domain_link(self, call: Call, **_: str) -> None:
        mock = self._mock
        mock.own_room(call)
        link = mock.access.found(call, "domain_room_id")
        with mock.store.transaction():
            mock.words.get(Deletion).delete(call.operation, mock.store, "domain_link", link)

    def _show(self, link: Record, call: Call) -> Record:
        return self._mock.show("DomainLink", link, call)
