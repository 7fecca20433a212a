package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// runToItsEnd runs a program with the signals and the output of this one, and ends with it.
func runToItsEnd(command *exec.Cmd) {
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	if err := command.Start(); err != nil {
		log.Fatal(err)
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		for received := range signals {
			_ = command.Process.Signal(received)
		}
	}()
	err := command.Wait()
	log.Printf("%s has ended: %v", command.Path, err)
	os.Exit(command.ProcessState.ExitCode())
}

// withoutLifecycle takes the policy of index lifecycle management out of a template.
func withoutLifecycle(request *http.Request) {
	content, err := io.ReadAll(request.Body)
	if err != nil {
		return
	}
	body := map[string]any{}
	if json.Unmarshal(content, &body) == nil {
		part := body
		for _, key := range []string{"template", "settings", "index"} {
			part, _ = part[key].(map[string]any)
		}
		delete(part, "lifecycle")
		content, _ = json.Marshal(body)
	}
	request.Body = io.NopCloser(bytes.NewReader(content))
	request.ContentLength = int64(len(content))
}
