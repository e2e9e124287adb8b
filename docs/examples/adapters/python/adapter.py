#!/usr/bin/env python3
"""An adapter in Python without any library: a key store in memory that imports, describes and deletes."""
import base64, hashlib, json, secrets, sys, time

STORE = {}  # (region, name) -> key pair


def refuse(code, message, status=400):
    return {"type": "error", "code": code, "message": message, "status": status}


def do_import(region, p):
    name, line = p.get("name", ""), base64.b64decode(p.get("material", "")).decode("latin-1").strip()
    if not name:
        return refuse("MissingParameter", "The request must contain the parameter KeyName")
    if (region, name) in STORE:
        return refuse("InvalidKeyPair.Duplicate", "The keypair already exists")
    try:
        kind, blob = line.split()[0], base64.b64decode(line.split()[1], validate=True)
    except (IndexError, ValueError):
        kind, blob = "", b""
    if kind != "ssh-ed25519" or len(blob) != 51:
        return refuse("InvalidKey.Format", "Key is not in valid OpenSSH public key format")
    pair = {"name": name, "id": "key-" + secrets.token_hex(9)[:17], "keyType": "ed25519",
            "fingerprint": base64.b64encode(hashlib.sha256(blob).digest()).decode(), "tags": p.get("tags", []),
            "createdAt": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())}
    STORE[region, name] = pair
    return {"type": "result", "keyPairs": [{k: pair[k] for k in ("name", "id", "fingerprint", "tags")}]}


def do_describe(region, p):
    here = {name: pair for (where, name), pair in STORE.items() if where == region}
    for name in p.get("names", []):
        if name not in here:
            return refuse("InvalidKeyPair.NotFound", f"The key pair '{name}' does not exist")
    return {"type": "result", "keyPairs": [here[name] for name in p.get("names") or here]}


def do_delete(region, p):
    gone = STORE.pop((region, p.get("name")), None)
    return {"type": "result", "deleted": {"acknowledged": "true", **({"id": gone["id"]} if gone else {})}}


for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "hello":
        answer = {"type": "hello", "protocol": 1, "name": "python store", "capabilities": ["import", "describe", "delete"]}
    elif message["type"] == "operation":
        work = {"import": do_import, "describe": do_describe, "delete": do_delete}[message["operation"]]
        answer = {"id": message["id"], **work(message["region"], message["parameters"])}
    else:
        break
    print(json.dumps(answer), flush=True)
