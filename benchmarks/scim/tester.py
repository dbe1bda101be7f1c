"""What scim2-tester says of a server, as JSON: python tester.py URL.

Runs in the environment of benchmarks/scim.py.
"""

from __future__ import annotations

import json
import sys

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import check_server
from scim2_tester.utils import Status

FAILED = {Status.DEVIATION, Status.ERROR, Status.CRITICAL}

if __name__ == "__main__":
    http = Client(base_url=sys.argv[1], headers={"Authorization": "Bearer secret"})
    results = check_server(SyncSCIMClient(http))
    failed = sorted({each.title for each in results if each.status in FAILED})
    print(json.dumps({"checks": len(results), "failed": failed}))
