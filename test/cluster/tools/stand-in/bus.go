package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"sync"
	"time"
)

// bus joins controller and invoker by topics, as OpenWhisk does: activations go to the topic of an invoker, and results come back
// on the topic of the controller.
type bus struct {
	sync.Mutex
	client  *kafka
	waiting map[string]chan activation
	pinged  time.Time
}

// activation is a message in both directions, and an event when it has ended.
type activation struct {
	ID         string         `json:"id"`
	Key        string         `json:"key"`
	Action     entity         `json:"action,omitempty"`
	Parameters map[string]any `json:"parameters,omitempty"`
	Result     map[string]any `json:"result,omitempty"`
	Error      string         `json:"error,omitempty"`
}

// controllerBus sends activations, and takes the results and the signs of life of invokers.
func controllerBus(hosts string, held *connections) *bus {
	b := &bus{client: newKafka(hosts), waiting: map[string]chan activation{}}
	held.keep("kafka", func() error {
		for _, topic := range []string{"cacheInvalidation", "events"} {
			if err := b.client.create(topic); err != nil {
				return err
			}
		}
		return nil
	})
	held.consume(hosts, "health", func([]byte) {
		b.Lock()
		b.pinged = time.Now()
		b.Unlock()
	})
	held.consume(hosts, "completed0", func(content []byte) {
		var done activation
		_ = json.Unmarshal(content, &done)
		b.Lock()
		channel := b.waiting[done.ID]
		delete(b.waiting, done.ID)
		b.Unlock()
		if channel != nil {
			channel <- done
		}
	})
	return b
}

func (b *bus) healthy() bool {
	b.Lock()
	defer b.Unlock()
	return time.Since(b.pinged) < 10*time.Second
}

func (b *bus) invoke(key string, found entity, parameters map[string]any) (map[string]any, error) {
	sent := activation{ID: fmt.Sprint(time.Now().UnixNano()), Key: key, Action: found, Parameters: parameters}
	channel := make(chan activation, 1)
	b.Lock()
	b.waiting[sent.ID] = channel
	b.Unlock()
	content, _ := json.Marshal(sent)
	if err := b.client.produce("invoker0", content); err != nil {
		return nil, err
	}
	select {
	case done := <-channel:
		if done.Error != "" {
			return nil, fmt.Errorf("%s", done.Error)
		}
		event, _ := json.Marshal(activation{ID: done.ID, Key: key})
		return done.Result, b.client.produce("events", event)
	case <-time.After(60 * time.Second):
		return nil, fmt.Errorf("no result of activation %s", sent.ID)
	}
}

// invoker takes activations from its topic and runs them in pods; it holds connections to Kafka, ZooKeeper, the database and the API
// server, and ends once it is told to drain.
func invoker() {
	held := &connections{Last: map[string]string{}}
	held.database()
	held.keep("api-server", get(podsAddress()+"?limit=1", "", "", token, 400))
	held.keep("zookeeper", connect(env("ZOOKEEPER_HOSTS")))
	hosts := env("KAFKA_HOSTS")
	client := newKafka(hosts)
	held.keep("kafka", func() error {
		if err := client.create("health"); err != nil {
			return err
		}
		return client.produce("health", []byte("{}"))
	})
	w := &whisk{entities: map[string]entity{}, pods: map[string]string{}}
	held.consume(hosts, "invoker0", func(content []byte) {
		var received activation
		if json.Unmarshal(content, &received) != nil {
			return
		}
		go func() {
			done := activation{ID: received.ID, Key: received.Key}
			result, err := w.run(received.Key, received.Action, received.Parameters)
			if done.Result = result; err != nil {
				done.Error = err.Error()
			}
			answer, _ := json.Marshal(done)
			if err := client.produce("completed0", answer); err != nil {
				log.Printf("the result of %s is lost: %v", received.Key, err)
			}
		}()
	})
	mux := http.NewServeMux()
	mux.HandleFunc("/ping", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "pong") })
	mux.HandleFunc("/disable", func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != env("CONFIG_whisk_invoker_username") || password != env("CONFIG_whisk_invoker_password") {
			http.Error(w, "The supplied authentication is invalid.", http.StatusUnauthorized)
			return
		}
		fmt.Fprint(w, "invoker disabled")
		time.AfterFunc(time.Second, func() { os.Exit(0) })
	})
	mux.HandleFunc("/metrics", metrics())
	mux.Handle("/stand-in", held)
	listen(env("PORT"), mux)
}

// userEvents counts the events of activations.
func userEvents() {
	held := &connections{Last: map[string]string{}}
	held.consume(env("KAFKA_HOSTS"), "events", func([]byte) {})
	mux := http.NewServeMux()
	mux.HandleFunc("/ping", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "pong") })
	mux.HandleFunc("/metrics", metrics())
	mux.Handle("/stand-in", held)
	listen("9095", mux)
}
