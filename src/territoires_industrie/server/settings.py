"""Streamlit's settings that the environment of the process names, for ``atlas serve``.

``streamlit run`` reads them; an application that starts itself reads none but the secret ones.
"""

import logging
import os
from collections.abc import Callable

from territoires_industrie.scene.errors import RequestError
from territoires_industrie.server.streamlit_private import config
from territoires_industrie.wording import _

WORDS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
READERS: dict[type, Callable[[str], object]] = {
    bool: lambda text: WORDS[text.lower()],
    int: int,
    float: float,
}


CONFIG_LOGGER = "streamlit.config"


def settings_of_environment() -> dict[str, object]:
    """Return the settings that ``STREAMLIT_…`` variables name, each as its kind.

    Raises
    ------
    RequestError
        If one is no value of its kind.
    """
    # Streamlit reads its files again when it starts, and says that it should be started again.
    logging.getLogger(CONFIG_LOGGER).addFilter(lambda record: "restart" not in record.getMessage())
    return {
        key: _read(option.env_var, option.type, option.multiple)
        for key, option in config.get_config_options().items()
        # Streamlit reads the secret ones itself, and refuses them from anybody else.
        if option.env_var in os.environ and not option.sensitive
    }


def _read(variable: str, kind: type, is_list: bool) -> object:
    text = os.environ[variable]
    if is_list:
        return text.split()
    try:
        return READERS.get(kind, str)(text)
    except (KeyError, ValueError) as error:
        said = _("{variable} : « {text} » n’est pas une valeur de ce réglage.")
        raise RequestError(said, variable=variable, text=text) from error
