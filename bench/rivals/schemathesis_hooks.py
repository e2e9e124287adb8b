"""Hooks for Schemathesis: it signs with the key from the environment, and reads XML, which it does not by itself."""

import os
from xml.etree import ElementTree

import schemathesis
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from requests.auth import AuthBase

CREDENTIALS = Credentials(
    os.environ["AWS_ACCESS_KEY_ID"],
    os.environ["AWS_SECRET_ACCESS_KEY"],
    os.environ["AWS_SESSION_TOKEN"],
)


class Signing(AuthBase):
    """Signs a prepared request as an AWS client would."""

    def __call__(self, request):
        headers = {"Content-Type": request.headers["Content-Type"]} if request.body else {}
        unsigned = AWSRequest(method=request.method, url=request.url, data=request.body, headers=headers)
        SigV4Auth(CREDENTIALS, "ec2", "us-east-1").add_auth(unsigned)
        request.headers.update(unsigned.headers)
        return request


schemathesis.auth.set_from_requests(Signing())


LISTS = {"keySet", "tagSet", "Errors"}


@schemathesis.deserializer("text/xml")
def read_xml(_context, response):
    """The body as the schemas of the OpenAPI document describe it, without the name of the root."""
    return value_of(ElementTree.fromstring(response.content))


def value_of(element):
    """Lists by the names that hold one, `return` as a boolean, the rest as objects and text."""
    name = element.tag.rpartition("}")[2]
    if name in LISTS:
        return [value_of(child) for child in element]
    if len(element) > 0:
        return {child.tag.rpartition("}")[2]: value_of(child) for child in element}
    text = element.text or ""
    return text == "true" if name == "return" and text in ("true", "false") else text
