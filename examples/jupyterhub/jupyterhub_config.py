"""A hub to try the contract on: two services call it, and its servers are a few lines each."""

import sys
from pathlib import Path

c = get_config()  # noqa: F821 - JupyterHub gives it
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.allow_named_servers = True
c.Authenticator.allow_all = True
c.Spawner.cmd = [sys.executable, str(Path(__file__).parent / "server.py")]
c.JupyterHub.load_groups = {"staff": {"users": []}}
c.JupyterHub.services = [
    {"name": "service", "api_token": "a-token-of-the-service", "admin": True},
    {"name": "reader", "api_token": "a-token-of-the-reader"},
]
c.JupyterHub.load_roles = [
    {
        "name": "reads",
        "scopes": ["list:users", "read:users", "list:groups", "read:groups"],
        "services": ["reader"],
    }
]
