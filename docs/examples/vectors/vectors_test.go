package vectors

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// fingerprint stands for your emulator's own function.
func fingerprint(publicKey string) string {
	blob, _ := base64.StdEncoding.DecodeString(strings.Fields(publicKey)[1])
	digest := sha256.Sum256(blob)
	return base64.StdEncoding.EncodeToString(digest[:])
}

func TestFingerprints(t *testing.T) {
	text, err := os.ReadFile(os.Getenv("VECTORS"))
	if err != nil {
		t.Fatal(err)
	}
	var vectors struct {
		Fingerprints []struct{ ID, Origin, KeyType, PublicKey, Fingerprint string }
	}
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors.Fingerprints {
		if v.Origin == "imported" && v.KeyType == "ed25519" && fingerprint(v.PublicKey) != v.Fingerprint {
			t.Errorf("%s: got %s, want %s", v.ID, fingerprint(v.PublicKey), v.Fingerprint)
		}
	}
}
