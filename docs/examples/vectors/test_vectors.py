import base64, hashlib, json, os, pytest

VECTORS = json.load(open(os.environ["VECTORS"]))
IMPORTED = [v for v in VECTORS["fingerprints"] if (v["origin"], v["keyType"]) == ("imported", "ed25519")]

def fingerprint(public_key):  # call your emulator's own function here
    blob = base64.b64decode(public_key.split()[1])
    return base64.b64encode(hashlib.sha256(blob).digest()).decode()

@pytest.mark.parametrize("vector", IMPORTED, ids=lambda v: v["id"])
def test_fingerprint(vector):
    assert fingerprint(vector["publicKey"]) == vector["fingerprint"], vector["sources"]
