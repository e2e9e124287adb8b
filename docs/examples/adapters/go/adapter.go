// An adapter in Go with the standard library alone: a key store in memory that imports, describes and deletes.
package main

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"time"
)

type object = map[string]any

var store = map[string]map[string]object{} // region, name

func refuse(code, message string) object {
	return object{"type": "error", "code": code, "message": message, "status": 400}
}

func importKey(region string, p parameters) object {
	material, _ := base64.StdEncoding.DecodeString(p.Material)
	words := append(strings.Fields(string(material)), "", "")
	blob, _ := base64.StdEncoding.DecodeString(words[1])
	switch {
	case p.Name == "":
		return refuse("MissingParameter", "The request must contain the parameter KeyName")
	case store[region][p.Name] != nil:
		return refuse("InvalidKeyPair.Duplicate", "The keypair already exists")
	case words[0] != "ssh-ed25519" || len(blob) != 51:
		return refuse("InvalidKey.Format", "Key is not in valid OpenSSH public key format")
	}
	digest := sha256.Sum256(blob)
	id := make([]byte, 9)
	rand.Read(id)
	pair := object{"name": p.Name, "id": "key-" + hex.EncodeToString(id)[:17], "keyType": "ed25519", "tags": append([]any{}, p.Tags...),
		"fingerprint": base64.StdEncoding.EncodeToString(digest[:]), "createdAt": time.Now().UTC().Format("2006-01-02T15:04:05.000Z")}
	if store[region] == nil {
		store[region] = map[string]object{}
	}
	store[region][p.Name] = pair
	return object{"type": "result", "keyPairs": []object{{"name": p.Name, "id": pair["id"], "fingerprint": pair["fingerprint"], "tags": pair["tags"]}}}
}

func describe(region string, p parameters) object {
	pairs := []object{}
	for _, name := range p.Names {
		if store[region][name] == nil {
			return refuse("InvalidKeyPair.NotFound", "The key pair '"+name+"' does not exist")
		}
		pairs = append(pairs, store[region][name])
	}
	if p.Names == nil {
		for _, pair := range store[region] {
			pairs = append(pairs, pair)
		}
	}
	return object{"type": "result", "keyPairs": pairs}
}

func remove(region string, p parameters) object {
	deleted := object{"acknowledged": "true"}
	if pair := store[region][p.Name]; pair != nil {
		deleted["id"] = pair["id"]
		delete(store[region], p.Name)
	}
	return object{"type": "result", "deleted": deleted}
}

type parameters struct {
	Name, Material string
	Names          []string
	Tags           []any
}

type message struct {
	Type, Operation, Region string
	ID                      int
	Parameters              parameters
}

func main() {
	work := map[string]func(string, parameters) object{"import": importKey, "describe": describe, "delete": remove}
	lines, out := bufio.NewReader(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		var m message
		if err != nil || json.Unmarshal(line, &m) != nil || m.Type == "bye" {
			return
		}
		if m.Type == "hello" {
			out.Encode(object{"type": "hello", "protocol": 1, "name": "go store", "capabilities": []string{"import", "describe", "delete"}})
			continue
		}
		answer := work[m.Operation](m.Region, m.Parameters)
		answer["id"] = m.ID
		out.Encode(answer)
	}
}
