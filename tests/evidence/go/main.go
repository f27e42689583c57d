// Checks what the service wrote with Go's own packages for signed notes and transparency logs, which share no code with
// it: checkpoints, inclusion proofs, consistency proofs, an export. Signs a checkpoint of its own for the way back.
//
// Usage: go run . DIRECTORY, as tests/evidence/interoperability_test.cpp fills it.
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var directory string

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func read(name string) string {
	content, err := os.ReadFile(filepath.Join(directory, name))
	must(err)
	return string(content)
}

func lines(name string) []string { return strings.Split(strings.TrimSuffix(read(name), "\n"), "\n") }

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return n
}

func hash(text string) (h tlog.Hash) {
	raw, err := hex.DecodeString(text)
	must(err)
	if copy(h[:], raw) != len(h) {
		log.Fatal("a hash of another length")
	}
	return h
}

func hashes(words []string) (out []tlog.Hash) {
	for _, word := range words {
		out = append(out, hash(word))
	}
	return out
}

// checkpoint opens a signed note and reads the three lines of C2SP tlog-checkpoint.
func checkpoint(message string, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open([]byte(message), note.VerifierList(verifier))
	must(err)
	text := strings.Split(opened.Text, "\n")
	if text[0] != verifier.Name() {
		log.Fatal("origin is not the key's name")
	}
	root, err := tlog.ParseHash(text[2])
	must(err)
	return tlog.Tree{N: number(text[1]), Hash: root}
}

// grow builds Go's own tree over the leaves.
func grow(leaves []string) tlog.HashReaderFunc {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, index := range indexes {
			out = append(out, stored[index])
		}
		return out, nil
	})
	for i, leaf := range leaves {
		data, err := hex.DecodeString(leaf)
		must(err)
		more, err := tlog.StoredHashes(int64(i), data, reader)
		must(err)
		stored = append(stored, more...)
	}
	return reader
}

func same(ours, theirs []tlog.Hash) {
	if len(ours) != len(theirs) {
		log.Fatal("proofs differ in length")
	}
	for i := range ours {
		if ours[i] != theirs[i] {
			log.Fatal("proofs differ")
		}
	}
}

func checkExport(text string, verifier note.Verifier) (entries int) {
	body, message, found := strings.Cut(text, "\ncheckpoint\n")
	if !found {
		log.Fatal("an export without checkpoint")
	}
	tree := checkpoint(message, verifier)
	var index int64
	var leaf tlog.Hash
	for _, line := range strings.Split(body, "\n") {
		words := strings.Split(line, " ")
		switch words[0] {
		case "entry":
			index = number(words[1])
		case "header":
			data, err := hex.DecodeString(words[1])
			must(err)
			leaf = tlog.RecordHash(data)
		case "proof":
			must(tlog.CheckRecord(hashes(words[1:]), tree.N, tree.Hash, index, leaf))
			entries++
		}
	}
	return entries
}

func main() {
	log.SetFlags(0)
	directory = os.Args[1]
	verifier, err := note.NewVerifier(strings.TrimSpace(read("key")))
	must(err)
	leaves := lines("leaves")
	reader := grow(leaves)

	roots := map[int64]tlog.Hash{}
	notes, err := filepath.Glob(filepath.Join(directory, "checkpoint-*"))
	must(err)
	for _, name := range notes {
		tree := checkpoint(read(filepath.Base(name)), verifier)
		own, err := tlog.TreeHash(tree.N, reader)
		must(err)
		if own != tree.Hash {
			log.Fatal("roots differ")
		}
		roots[tree.N] = tree.Hash
	}

	inclusions := lines("inclusion")
	for _, line := range inclusions {
		words := strings.Split(line, " ")
		index, size, proof := number(words[0]), number(words[1]), hashes(words[2:])
		data, err := hex.DecodeString(leaves[index])
		must(err)
		must(tlog.CheckRecord(proof, size, roots[size], index, tlog.RecordHash(data)))
		own, err := tlog.ProveRecord(size, index, reader)
		must(err)
		same(proof, own)
	}

	consistencies := lines("consistency")
	for _, line := range consistencies {
		words := strings.Split(line, " ")
		old, size, proof := number(words[0]), number(words[1]), hashes(words[2:])
		must(tlog.CheckTree(proof, size, roots[size], old, roots[old]))
		own, err := tlog.ProveTree(size, old, reader)
		must(err)
		same(proof, own)
	}

	entries := checkExport(read("export"), verifier)

	signKey, verifierKey, err := note.GenerateKey(rand.Reader, "example.org/from-go")
	must(err)
	signer, err := note.NewSigner(signKey)
	must(err)
	var text bytes.Buffer
	fmt.Fprintf(&text, "example.org/from-go\n%d\n%s\n", len(leaves), roots[int64(len(leaves))])
	message, err := note.Sign(&note.Note{Text: text.String()}, signer)
	must(err)
	must(os.WriteFile(filepath.Join(directory, "go-key"), []byte(verifierKey), 0o600))
	must(os.WriteFile(filepath.Join(directory, "go-checkpoint"), message, 0o600))

	fmt.Printf("Go accepts %d checkpoints, %d inclusion proofs, %d consistency proofs, an export of %d entries\n",
		len(roots), len(inclusions), len(consistencies), entries)
}
