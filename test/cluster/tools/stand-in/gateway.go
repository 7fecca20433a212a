package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
)

// apiGateway is OpenWhisk's API gateway: it holds a connection to Redis, manages routes on one port and serves them on the other.
func apiGateway() {
	held := &connections{Last: map[string]string{}}
	held.keep("redis", connect(net.JoinHostPort(env("REDIS_HOST"), env("REDIS_PORT"))))
	held.keep("backend", get(env("BACKEND_HOST")+"/api/v1", "", "", "", 500))
	var lock sync.Mutex
	routes := map[string]string{}
	gateway := http.NewServeMux()
	gateway.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		target := routes[strings.TrimPrefix(r.URL.Path, "/api/")]
		lock.Unlock()
		if target == "" {
			http.NotFound(w, r)
			return
		}
		response, err := insecure.Get(env("BACKEND_HOST") + target)
		if err != nil {
			http.Error(w, err.Error(), 502)
			return
		}
		defer response.Body.Close()
		w.WriteHeader(response.StatusCode)
		_, _ = io.Copy(w, response.Body)
	})
	management := http.NewServeMux()
	management.HandleFunc("/v1/health-check", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	management.Handle("/stand-in", held)
	management.HandleFunc("/v2/", func(w http.ResponseWriter, r *http.Request) {
		var body map[string]string
		_ = json.NewDecoder(r.Body).Decode(&body)
		lock.Lock()
		if r.Method == "DELETE" {
			delete(routes, body["route"])
		} else {
			routes[body["route"]] = body["target"]
		}
		lock.Unlock()
		answer(w, 200, body)
	})
	go listen("8080", gateway)
	listen("9000", management)
}

// wsk is OpenWhisk's command line, as far as the jobs of the platform use it.
func wsk() {
	properties := map[string]string{}
	content, _ := os.ReadFile(env("WSK_CONFIG_FILE"))
	for _, line := range strings.Split(string(content), "\n") {
		if key, value, found := strings.Cut(line, "="); found {
			properties[key] = value
		}
	}
	words, parameters := []string{}, map[string]any{}
	for i := 1; i < len(os.Args); i++ {
		switch word := os.Args[i]; word {
		case "-i", "--result", "--url":
		case "--apihost":
			i++
			properties["APIHOST"] = os.Args[i]
		case "--limit", "--web":
			i++
		case "--param", "-p":
			parameters[os.Args[i+1]] = os.Args[i+2]
			i += 2
		case "-P":
			i++
			if file, err := os.ReadFile(os.Args[i]); err == nil {
				_ = json.Unmarshal(file, &parameters)
			}
		default:
			words = append(words, word)
		}
	}
	client := wskClient{host: properties["APIHOST"], auth: properties["AUTH"]}
	if err := client.do(words, parameters); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

type wskClient struct{ host, auth string }

func (c wskClient) send(method, path string, body any) (string, error) {
	content, _ := json.Marshal(body)
	address := c.host
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	request, err := http.NewRequest(method, strings.TrimRight(address, "/")+"/api/v1/"+path, strings.NewReader(string(content)))
	if err != nil {
		return "", err
	}
	user, password, _ := strings.Cut(c.auth, ":")
	request.SetBasicAuth(user, password)
	request.Header.Set("Content-Type", "application/json")
	client := *insecure
	client.Timeout = 0
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode >= 400 {
		err = fmt.Errorf("%s %s: %d %s", method, path, response.StatusCode, text)
	}
	return string(text), err
}

// path of an entity: a name with a namespace begins with a slash.
func path(collection, name string) string {
	namespace := "guest"
	if strings.HasPrefix(name, "/") {
		namespace, name, _ = strings.Cut(name[1:], "/")
	}
	return "namespaces/" + namespace + "/" + collection + "/" + name
}

func (c wskClient) do(words []string, parameters map[string]any) error {
	if len(words) < 2 {
		return fmt.Errorf("unknown command %v", words)
	}
	collection := words[0] + "s"
	switch command := words[0] + " " + words[1]; command {
	case "action update", "package update", "trigger update", "rule update":
		body := map[string]any{"parameters": parameters}
		if len(words) > 3 {
			code, err := os.ReadFile(words[3])
			if err != nil {
				return err
			}
			body["code"] = string(code)
		}
		_, err := c.send("PUT", path(collection, words[2]), body)
		return err
	case "action delete", "package delete":
		_, err := c.send("DELETE", path(collection, words[2]), nil)
		return err
	case "action list", "package list":
		namespace := "guest"
		if len(words) > 2 {
			namespace = strings.Trim(words[2], "/")
		}
		text, err := c.send("GET", "namespaces/"+namespace+"/"+collection, nil)
		var list []entity
		_ = json.Unmarshal([]byte(text), &list)
		for _, one := range list {
			fmt.Printf("/%s/%s private\n", one["namespace"], one["name"])
		}
		return err
	case "action get":
		fmt.Printf("ok: got action %s\n%s/api/v1/web/guest/default/%s\n", words[2], strings.TrimRight(c.host, "/"), words[2])
		return nil
	case "action invoke":
		text, err := c.send("POST", path(collection, words[2])+"?blocking=true&result=true", parameters)
		fmt.Print(text)
		return err
	case "api create", "api delete":
		method := map[string]string{"create": "POST", "delete": "DELETE"}[words[1]]
		route := "guest/" + strings.Trim(words[2], "/")
		if len(words) > 3 {
			route += "/" + strings.Trim(words[3], "/")
		}
		name := strings.Trim(words[len(words)-1], "/")
		_, err := c.send(method, path("routes", route), map[string]string{"route": route, "target": "/api/v1/web/guest/default/" + name})
		if words[1] == "create" {
			fmt.Printf("%s/api/%s\n", strings.TrimRight(c.host, "/"), route)
		}
		return err
	}
	return fmt.Errorf("unknown command %v", words)
}
