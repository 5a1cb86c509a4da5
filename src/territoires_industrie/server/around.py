"""What stands around Streamlit's server: each part passes on what is none of its business."""

from starlette.types import ASGIApp


class Around:
    """ASGI middleware that needs nothing but the app behind it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
