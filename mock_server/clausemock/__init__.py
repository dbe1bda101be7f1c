"""A stateful mock of an HTTP API. `__all__` is the public face, for what guests add."""

from clausemock.traffic import App, Message, Receive, Scope, Send, answer

__all__ = ["App", "Message", "Receive", "Scope", "Send", "answer"]
