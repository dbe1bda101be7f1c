"""One connection to a hostile server, and where its behaviours are listed."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hostile_servers import Server


class Visit:
    """One connection, and the request on it if the behaviour wants to read one."""

    def __init__(self, server: Server, connection: socket.socket) -> None:
        self.server = server
        self.connection = connection
        self.head = b""
        self.body = b""

    @property
    def path(self) -> str:
        return self.head.split(b" ", 2)[1].decode("latin-1")

    def read(self) -> bool:
        """Whether a whole request came."""
        while b"\r\n\r\n" not in self.head:
            if not (data := self.connection.recv(65536)):
                return False
            self.head += data
        self.head, _, self.body = self.head.partition(b"\r\n\r\n")
        lines = [each.split(b":", 1) for each in self.head.lower().split(b"\r\n")[1:]]
        length = next((int(each[1]) for each in lines if each[0] == b"content-length"), 0)
        while len(self.body) < length and (data := self.connection.recv(65536)):
            self.body += data
        return True

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def start(self, *headers: str, status: str = "200 OK") -> None:
        """Sends the head of an answer whose body ends with the connection, if nothing else says."""
        lines = [f"HTTP/1.1 {status}", "Connection: close"]
        if not any(each.lower().startswith("content-type") for each in headers):
            lines.append("Content-Type: application/json")
        self.send("\r\n".join([*lines, *headers, "", ""]).encode("latin-1"))

    def answer(self, body: bytes = b"{}", *headers: str, status: str = "200 OK") -> None:
        self.start(*headers, f"Content-Length: {len(body)}", status=status)
        self.send(body)

    def wait(self) -> None:
        """Until the client gives up."""
        while self.connection.recv(65536):
            pass

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Behaviour = Callable[[Visit], None]
ON_REQUEST: dict[str, Behaviour] = {}
ON_CONNECTION: dict[str, Behaviour] = {}


def on_request(behaviour: Behaviour) -> Behaviour:
    ON_REQUEST[behaviour.__name__] = behaviour
    return behaviour


def on_connection(behaviour: Behaviour) -> Behaviour:
    ON_CONNECTION[behaviour.__name__] = behaviour
    return behaviour
