"""Our own document as a site, rendered once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Api
from clausegen.render.docs.site import options_beside, render_site

GUIDES = Path(__file__).parents[4] / "docs" / "guides"
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def api() -> Api:
    return load_api(manifest_of("giosg").document)


@pytest.fixture(scope="session")
def site(api: Api) -> dict[str, bytes]:
    options = options_beside(
        manifest_of("giosg"), pages=[GUIDES], client="pip install ./clients/python"
    )
    return render_site(api, options)
