"""nginx, where it is installed."""

import os

import pytest

from tests.deploy.proxy import find_nginx


@pytest.fixture(scope="session")
def nginx() -> str:
    """Give the path of nginx; without it, skip here and fail where everything must run."""
    found = find_nginx()
    if found is None:
        reason = "nginx is absent: apt-get install nginx-light"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
