"""A pytest plugin: moto's tests sign with the key from the environment, which the server of a mutant checks."""

from moto.core.config import default_user_config

default_user_config["core"]["mock_credentials"] = False
