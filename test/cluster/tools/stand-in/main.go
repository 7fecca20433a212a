// A stand-in for programs that cannot be had: it answers the requests that the platform makes, and opens the connections that
// the real program opens. The first argument, or the name it is called by, chooses the program.
//
// Environment: STAND_IN_DELAY_SECONDS before it listens, STAND_IN_FAILS ends it at once.
package main

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

var programs = map[string]func(){
	"controller":     controller,
	"invoker":        invoker,
	"user-events":    userEvents,
	"apigateway":     apiGateway,
	"alarmprovider":  provider,
	"kafkaprovider":  kafkaProvider,
	"action":         action,
	"wsk":            wsk,
	"couchdb":        couchdbMetrics,
	"elasticsearch":  elasticsearchFront,
	"kibana":         kibana,
	"fluentd":        fluentd,
	"grafana":        grafana,
	"kafka-exporter": kafkaExporter,
	"redis-exporter": redisExporter,
	"probe":          probe,
}

func main() {
	log.SetFlags(log.LUTC | log.LstdFlags)
	name := filepath.Base(os.Args[0])
	if programs[name] == nil && len(os.Args) > 1 {
		name = os.Args[1]
		os.Args = os.Args[1:]
	}
	run := programs[name]
	if run == nil {
		log.Fatalf("stand-in: no program %q", name)
	}
	if os.Getenv("STAND_IN_FAILS") != "" {
		log.Fatalf("stand-in of %s: fails as it was told", name)
	}
	if seconds, err := strconv.Atoi(os.Getenv("STAND_IN_DELAY_SECONDS")); err == nil {
		time.Sleep(time.Duration(seconds) * time.Second)
	}
	run()
}

// connections keeps the last result of each connection that the real program holds open.
type connections struct {
	sync.Mutex
	Last map[string]string `json:"connections"`
}

var insecure = &http.Client{
	Timeout:   3 * time.Second,
	Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
}

// keep repeats a request and records its result under a name.
func (c *connections) keep(name string, try func() error) {
	c.Lock()
	c.Last[name] = "not tried"
	c.Unlock()
	go func() {
		for ; ; time.Sleep(3 * time.Second) {
			c.record(name, try())
		}
	}()
}

// record keeps the result of a try, and logs it when it differs from the one before.
func (c *connections) record(name string, err error) {
	result := "ok"
	if err != nil {
		result = err.Error()
	}
	c.Lock()
	defer c.Unlock()
	if c.Last[name] != result {
		log.Printf("connection to %s: %s", name, result)
	}
	c.Last[name] = result
}

func (c *connections) result(name string) string {
	c.Lock()
	defer c.Unlock()
	return c.Last[name]
}

func (c *connections) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	c.Lock()
	defer c.Unlock()
	answer(w, 200, c)
}

func connect(address string) func() error {
	return func() error {
		connection, err := net.DialTimeout("tcp", address, 3*time.Second)
		if err == nil {
			err = connection.Close()
		}
		return err
	}
}

// get returns a function that succeeds if the address answers, with the status below the limit.
func get(address, user, password, token string, limit int) func() error {
	return func() error {
		request, err := http.NewRequest("GET", address, nil)
		if err != nil {
			return err
		}
		if user != "" {
			request.SetBasicAuth(user, password)
		}
		if token != "" {
			content, err := os.ReadFile(token)
			if err != nil {
				return err
			}
			request.Header.Set("Authorization", "Bearer "+string(content))
		}
		response, err := insecure.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		if response.StatusCode >= limit {
			return fmt.Errorf("%s answers %d", address, response.StatusCode)
		}
		return nil
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func listen(port string, handler http.Handler) {
	log.Printf("listens on port %s", port)
	log.Fatal((&http.Server{Addr: ":" + port, Handler: handler, ReadHeaderTimeout: 10 * time.Second}).ListenAndServe())
}

func env(names ...string) string {
	for _, name := range names {
		if value := os.Getenv(name); value != "" {
			return value
		}
	}
	return ""
}

// couchdb keeps a connection to the database whose address has the given prefix in the environment.
func (c *connections) couchdb(protocol, address, user, password string) {
	c.keep("couchdb", get(protocol+"://"+address+"/_all_dbs", user, password, "", 400))
}

// database keeps a connection to the database of OpenWhisk's programs.
func (c *connections) database() {
	address := net.JoinHostPort(env("CONFIG_whisk_couchdb_host"), env("CONFIG_whisk_couchdb_port"))
	c.couchdb(env("CONFIG_whisk_couchdb_protocol"), address, env("CONFIG_whisk_couchdb_username"), env("CONFIG_whisk_couchdb_password"))
}

// kafkaProvider is the provider of Kafka's feed; it reaches the brokers of its users only.
func kafkaProvider() {
	held := &connections{Last: map[string]string{}}
	held.keep("couchdb", get(strings.TrimRight(env("DB_URL"), "/")+"/_all_dbs", env("DB_USER"), env("DB_PASS"), "", 400))
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	mux.Handle("/stand-in", held)
	listen(env("PORT"), mux)
}

// provider is a provider of a feed: it holds connections to the database and to nginx, and serves /ping.
func provider() {
	held := &connections{Last: map[string]string{}}
	held.couchdb(env("DB_PROTOCOL"), env("DB_HOST"), env("DB_USERNAME"), env("DB_PASSWORD"))
	held.keep("nginx", get("https://"+env("ROUTER_HOST")+"/api/v1", "", "", "", 500))
	mux := http.NewServeMux()
	mux.HandleFunc("/ping", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "pong") })
	mux.Handle("/stand-in", held)
	listen(env("PORT"), mux)
}

// action is a runtime: it takes the code with /init, and answers /run with the text that the code returns, or its parameters.
func action() {
	var text string
	mux := http.NewServeMux()
	mux.HandleFunc("/init", func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Value struct {
				Code string `json:"code"`
			} `json:"value"`
		}
		_ = json.NewDecoder(r.Body).Decode(&body)
		if _, after, found := strings.Cut(body.Value.Code, `body: "`); found {
			text, _, _ = strings.Cut(after, `"`)
		}
		answer(w, 200, map[string]bool{"ok": true})
	})
	mux.HandleFunc("/run", func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Value map[string]any `json:"value"`
		}
		_ = json.NewDecoder(r.Body).Decode(&body)
		if address, found := body.Value["fetch"].(string); found {
			content, _ := json.Marshal(body.Value["body"])
			request, err := http.NewRequest(fmt.Sprint(body.Value["method"]), address, bytes.NewReader(content))
			if err == nil {
				var response *http.Response
				if response, err = insecure.Do(request); err == nil {
					_ = response.Body.Close()
					if response.StatusCode >= 300 {
						err = fmt.Errorf("%s answers %d", address, response.StatusCode)
					}
				}
			}
			if err != nil {
				answer(w, 200, map[string]any{"error": err.Error()})
				return
			}
			answer(w, 200, map[string]any{"ok": true})
			return
		}
		if text != "" {
			answer(w, 200, map[string]any{"body": text})
			return
		}
		answer(w, 200, body.Value)
	})
	listen("8080", mux)
}

// probe connects to each address given as an argument, all at once, and prints those that it reaches.
func probe() {
	var wait sync.WaitGroup
	var lock sync.Mutex
	slots := make(chan struct{}, 64)
	for _, address := range os.Args[1:] {
		wait.Add(1)
		go func() {
			defer wait.Done()
			slots <- struct{}{}
			defer func() { <-slots }()
			connection, err := net.DialTimeout("tcp", address, 1500*time.Millisecond)
			// A refusal comes from the host itself: the packet arrived.
			if err == nil || strings.Contains(err.Error(), "refused") {
				lock.Lock()
				fmt.Println(address)
				lock.Unlock()
			}
			if err == nil {
				_ = connection.Close()
			}
		}()
	}
	wait.Wait()
}
