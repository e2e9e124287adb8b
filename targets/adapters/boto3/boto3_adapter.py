"""Speaks the adapter protocol and does what it is asked with boto3. Needs Python 3.8 and boto3; writes nothing else.

What an answer says is taken from boto3's own response dictionary or exception; the raw exchange stands beside it.
"""

import atexit
import base64
import json
import os
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timezone

PROTOCOL = 1
CONCURRENCY = 4
# Seconds between two looks of the waiter; boto3's own 5 are made for slow resources.
LOOK_SECONDS = 0.4

try:
    import boto3
    import botocore
    from botocore import exceptions
    from botocore.config import Config
    from botocore.httpsession import where
except ImportError as error:
    MISSING = "boto3 is not installed for %s (%s); pip install boto3, or name another with --python" % (
        sys.executable,
        error,
    )
else:
    MISSING = None

written = threading.Lock()
# What the thread's current operation sent and got.
wire = threading.local()


def write(message):
    line = json.dumps(message, default=str)
    with written:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


class Adapter:
    def __init__(self, hello):
        self.target = hello["target"]
        self.timeouts = hello["timeouts"]
        self.clients = {}
        self.made = threading.Lock()
        self.authority = None
        if self.target.get("ca"):
            self.authority = bundle(self.target["ca"])

    def client(self, region):
        with self.made:
            if region not in self.clients:
                self.clients[region] = self.open(region)
            return self.clients[region]

    def open(self, region):
        keys = self.target["credentials"]
        config = Config(
            # One call is one request.
            retries={"total_max_attempts": 1},
            connect_timeout=self.timeouts["connectMs"] / 1000,
            read_timeout=self.timeouts["requestMs"] / 1000,
            max_pool_connections=CONCURRENCY,
            # A proxy of the user must not come between.
            proxies={},
        )
        client = boto3.session.Session(
            aws_access_key_id=keys["accessKeyId"],
            aws_secret_access_key=keys["secretAccessKey"],
            aws_session_token=keys.get("sessionToken"),
            region_name=region,
        ).client(
            "ec2",
            endpoint_url=self.target["endpoint"].replace("{region}", region),
            config=config,
            verify=self.authority,
        )
        client.meta.events.register_last("before-send.ec2", sending)
        client.meta.events.register_last("before-parse.ec2", answered)
        return client

    def operate(self, message):
        operation, parameters = message["operation"], message["parameters"]
        client = self.client(message["region"])
        call = getattr(client, METHODS[operation])
        unknown = set(parameters) - TAKEN[operation]
        if unknown:
            return {"type": "unsupported", "reason": "boto3 has no %s for %s" % (" and no ".join(sorted(unknown)), operation)}
        wire.exchanges = []
        try:
            response = call(**arguments(operation, parameters))
        except Exception as error:  # Everything that boto3 throws is an answer of this adapter.
            return refusal(error)
        return {**result(operation, response), **last_exchange()}

    def wait(self, message):
        wire.exchanges = []
        wire.waiting = message["id"]
        waiter = self.client(message["region"]).get_waiter("key_pair_exists")
        attempts = max(1, int(message["maxSeconds"] / LOOK_SECONDS))
        seen = {"type": "waited", "seen": True}
        try:
            waiter.wait(
                KeyNames=[message["name"]],
                WaiterConfig={"Delay": LOOK_SECONDS, "MaxAttempts": attempts},
            )
        except exceptions.WaiterError as error:
            seen = {"type": "waited", "seen": False, "reason": str(error)}
        except Exception as error:
            return refusal(error)
        finally:
            wire.waiting = None
        return {**seen, "exchanges": wire.exchanges}


METHODS = {
    "create": "create_key_pair",
    "import": "import_key_pair",
    "describe": "describe_key_pairs",
    "delete": "delete_key_pair",
}
TAKEN = {
    "create": {"name", "keyType", "keyFormat", "tags", "tagScope", "dryRun"},
    "import": {"name", "material", "tags", "tagScope", "dryRun"},
    "describe": {"names", "ids", "filters", "dryRun", "includePublicKey"},
    "delete": {"name", "id", "dryRun"},
}
NAMES = {
    "name": "KeyName",
    "names": "KeyNames",
    "id": "KeyPairId",
    "ids": "KeyPairIds",
    "keyType": "KeyType",
    "keyFormat": "KeyFormat",
    "dryRun": "DryRun",
    "includePublicKey": "IncludePublicKey",
}


def arguments(operation, parameters):
    """Values as boto3 takes them; it checks them itself."""
    given = {NAMES[key]: value for key, value in parameters.items() if key in NAMES}
    if "material" in parameters:
        given["PublicKeyMaterial"] = base64.b64decode(parameters["material"])
    if "filters" in parameters:
        given["Filters"] = [{"Name": one["name"], "Values": one["values"]} for one in parameters["filters"]]
    scope = parameters.get("tagScope", "key-pair")
    if "tags" in parameters or ("tagScope" in parameters and scope is not None):
        tags = [{"Key": tag["key"], "Value": tag["value"]} for tag in parameters.get("tags", [])]
        given["TagSpecifications"] = [{**({} if scope is None else {"ResourceType": scope}), "Tags": tags}]
    return given


def result(operation, response):
    metadata = response.get("ResponseMetadata", {})
    native = {"types": dict(types(response))}
    shown = {"type": "result", "status": metadata.get("HTTPStatusCode", 200), "native": native}
    if "RequestId" in metadata:
        shown["requestId"] = metadata["RequestId"]
    if operation == "delete":
        deleted = {}
        if "Return" in response:
            # As Python prints a boolean, in lower case: what a caller gets to see is the parsed value.
            deleted["acknowledged"] = str(response["Return"]).lower()
        if "KeyPairId" in response:
            deleted["id"] = plain(response["KeyPairId"])
        return {**shown, "deleted": deleted}
    pairs = response.get("KeyPairs", []) if operation == "describe" else [response]
    return {**shown, "keyPairs": [view(pair) for pair in pairs]}


VIEW = {
    "name": "KeyName",
    "id": "KeyPairId",
    "fingerprint": "KeyFingerprint",
    "keyType": "KeyType",
    "privateKey": "KeyMaterial",
    "publicKey": "PublicKey",
}


def view(pair):
    shown = {key: plain(pair[name]) for key, name in VIEW.items() if name in pair}
    if "CreateTime" in pair:
        shown["createdAt"] = instant(pair["CreateTime"])
    if "Tags" in pair:
        shown["tags"] = [{"key": plain(tag.get("Key", "")), "value": plain(tag.get("Value", ""))} for tag in pair["Tags"]]
    return shown


def plain(value):
    """An element that an answer has twice is a list in what boto3 returns, and no text."""
    return value if isinstance(value, str) else "(a %s)" % type(value).__name__


def instant(moment):
    """A parsed time no longer has its text; milliseconds in UTC are what the service writes."""
    utc = moment.astimezone(timezone.utc)
    return "%s.%03dZ" % (utc.strftime("%Y-%m-%dT%H:%M:%S"), utc.microsecond // 1000)


def types(value, path=""):
    """Python types by path; the items of a list share one."""
    if path:
        yield path, type(value).__name__
    if isinstance(value, dict):
        for key, part in value.items():
            # Header names are the server's own.
            if path != "ResponseMetadata.HTTPHeaders":
                yield from types(part, "%s.%s" % (path, key) if path else key)
    elif isinstance(value, list):
        for part in value:
            yield from types(part, path + "[]")


def refusal(error):
    if isinstance(error, exceptions.ClientError):
        said, metadata = error.response.get("Error", {}), error.response.get("ResponseMetadata", {})
        native = {"exception": type(error).__name__, "operationName": error.operation_name}
        told = {
            "type": "error",
            "code": str(said.get("Code", "")),
            "message": str(said.get("Message", "")),
            "status": metadata.get("HTTPStatusCode", 0),
            "native": native,
        }
        if metadata.get("RequestId"):
            told["requestId"] = metadata["RequestId"]
        return {**told, **last_exchange()}
    if wire.exchanges:
        # An answer came, and boto3 made nothing of it.
        status = wire.exchanges[-1]["response"]["status"]
        return {"type": "unreadable", "status": status, "reason": "boto3 reports: %s" % first_line(error), **last_exchange()}
    if isinstance(error, (exceptions.HTTPClientError, exceptions.ConnectionError)):
        return {"type": "unreachable", **phase_of(error), "message": first_line(error)}
    return {"type": "unsupported", "reason": "boto3 does not send this: %s: %s" % (type(error).__name__, first_line(error))}


def phase_of(error):
    for kind, phase, code in (
        (exceptions.ConnectTimeoutError, "connect", "CONNECT_TIMEOUT"),
        (exceptions.SSLError, "tls", "TLS"),
        (exceptions.EndpointConnectionError, "connect", "NO_CONNECTION"),
        (exceptions.ReadTimeoutError, "headers", "REQUEST_TIMEOUT"),
    ):
        if isinstance(error, kind):
            return {"phase": phase, "code": code}
    return {"phase": "headers", "code": type(error).__name__}


def first_line(error):
    return " ".join(str(error).split())[:500]


def sending(request, **_):
    wire.started = time.time()
    headers = [[name, text(value)] for name, value in request.headers.items()]
    wire.request = {"method": request.method, "url": request.url, "headers": headers, "body": text(request.body or "")}


def answered(response_dict, **_):
    now = time.time()
    body = response_dict["body"]
    if isinstance(body, str):
        body = body.encode("utf-8")
    headers = [[name, text(value)] for name, value in response_dict["headers"].items()]
    wire.exchanges.append(
        {
            "startedAt": wire.started * 1000,
            "durationMs": (now - wire.started) * 1000,
            "request": wire.request,
            "response": {
                "status": response_dict["status_code"],
                "headers": headers,
                "bodyBase64": base64.b64encode(body).decode("ascii"),
            },
        }
    )
    tell_look()


def tell_look():
    if getattr(wire, "waiting", None) is not None:
        write({"type": "looked", "id": wire.waiting})


def last_exchange():
    return {"exchange": wire.exchanges[-1]} if wire.exchanges else {}


def text(value):
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def bundle(authority):
    """A file with the usual authorities and one more, removed at the end: boto3 takes a path."""
    with open(where(), encoding="utf-8") as usual:
        known = usual.read()
    handle, path = tempfile.mkstemp(suffix=".pem")
    with os.fdopen(handle, "w", encoding="utf-8") as both:
        both.write("%s\n%s\n" % (known, authority))
    atexit.register(os.unlink, path)
    return path


def main():
    hello = json.loads(sys.stdin.readline() or '{"type":"bye"}')
    if hello["type"] != "hello":
        return
    if MISSING is not None:
        write({"type": "unavailable", "reason": MISSING})
        return
    adapter = Adapter(hello)
    write(
        {
            "type": "hello",
            "protocol": PROTOCOL,
            "name": "boto3",
            "version": "%s (botocore %s)" % (boto3.__version__, botocore.__version__),
            "capabilities": ["create", "import", "describe", "delete", "wait"],
            "concurrency": CONCURRENCY,
        }
    )

    def answer(message):
        work = adapter.wait if message["type"] == "wait" else adapter.operate
        try:
            said = work(message)
        except Exception as error:
            said = {"type": "unreachable", "phase": "body", "code": "ADAPTER_DEFECT", "message": first_line(error)}
        write({"id": message["id"], **said})

    with ThreadPoolExecutor(CONCURRENCY) as threads:
        for line in sys.stdin:
            message = json.loads(line)
            if message["type"] == "bye":
                break
            threads.submit(answer, message)


if __name__ == "__main__":
    main()
