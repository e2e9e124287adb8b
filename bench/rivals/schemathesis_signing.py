"""Hooks for Schemathesis: requests are signed with the key from the environment, which the server of a mutant checks."""

import os

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
