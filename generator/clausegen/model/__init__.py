"""The frozen model of an API."""

from clausegen.model.access import Flow, Security, SecurityScheme, Server
from clausegen.model.api import Api, Info, Tag
from clausegen.model.message import (
    Content,
    Encoding,
    Example,
    Header,
    Link,
    Location,
    Parameter,
    RequestBody,
    Response,
)
from clausegen.model.operation import Callback, Operation
from clausegen.model.said import Envelope, Ordinary, Reaching, Words
from clausegen.model.schema import UNSET, Condition, Discriminator, Property, Schema, Unset

__all__ = [
    "UNSET",
    "Api",
    "Callback",
    "Condition",
    "Content",
    "Discriminator",
    "Encoding",
    "Envelope",
    "Example",
    "Flow",
    "Header",
    "Info",
    "Link",
    "Location",
    "Operation",
    "Ordinary",
    "Parameter",
    "Property",
    "Reaching",
    "RequestBody",
    "Response",
    "Schema",
    "Security",
    "SecurityScheme",
    "Server",
    "Tag",
    "Unset",
    "Words",
]
