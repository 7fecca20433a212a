package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

const token = "/var/run/secrets/kubernetes.io/serviceaccount/token"

// entity is an action, a package or a trigger, with its code.
type entity map[string]any

// whisk is the part of OpenWhisk's REST API that the jobs of the platform use; entities are kept in memory.
type whisk struct {
	sync.Mutex
	entities map[string]entity
	pods     map[string]string
	bus      *bus
}

// controller is OpenWhisk's controller. It holds connections to the database and to Kafka; without Kafka it has the invoker inside,
// with its connection to the API server.
func controller() {
	held := &connections{Last: map[string]string{}}
	held.database()
	w := &whisk{entities: map[string]entity{}, pods: map[string]string{}}
	healthy := func() bool { return true }
	if hosts := env("KAFKA_HOSTS"); hosts != "" {
		w.bus = controllerBus(hosts, held)
		healthy = w.bus.healthy
	} else {
		held.keep("api-server", get(podsAddress()+"?limit=1", "", "", token, 400))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/ping", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "pong") })
	mux.HandleFunc("/invokers", func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, map[string]string{"invoker0/0": "up"}) })
	mux.HandleFunc("/invokers/healthy/count", func(w http.ResponseWriter, _ *http.Request) {
		if healthy() {
			fmt.Fprint(w, "1")
		} else {
			fmt.Fprint(w, "0")
		}
	})
	mux.HandleFunc("/metrics", metrics())
	mux.Handle("/stand-in", held)
	mux.HandleFunc("/api/v1/namespaces/", w.serve)
	mux.HandleFunc("/api/v1/web/", w.web)
	go listen(env("CONFIG_akka_remote_artery_canonical_port", "CONFIG_pekko_remote_artery_canonical_port"), http.NotFoundHandler())
	listen(env("PORT"), mux)
}

func podsAddress() string {
	return "https://kubernetes.default.svc/api/v1/namespaces/" + env("CONFIG_whisk_kubernetes_actionNamespace") + "/pods"
}

func (w *whisk) serve(response http.ResponseWriter, request *http.Request) {
	user, _, _ := request.BasicAuth()
	if user == "" {
		answer(response, 401, map[string]string{"error": "The supplied authentication is invalid."})
		return
	}
	// namespaces/<ns>/<collection>/<name, with slashes>
	parts := strings.SplitN(strings.TrimPrefix(request.URL.Path, "/api/v1/namespaces/"), "/", 3)
	key := strings.Join(parts, "/")
	w.Lock()
	found, exists := w.entities[key]
	w.Unlock()
	if len(parts) > 1 && parts[1] == "routes" {
		w.route(response, request)
		return
	}
	switch request.Method {
	case "PUT":
		created := entity{}
		_ = json.NewDecoder(request.Body).Decode(&created)
		created["namespace"], created["name"] = parts[0], parts[len(parts)-1]
		w.Lock()
		w.entities[key] = created
		w.Unlock()
		answer(response, 200, created)
	case "DELETE":
		w.Lock()
		delete(w.entities, key)
		w.Unlock()
		answer(response, 200, found)
	case "POST":
		parameters := map[string]any{}
		_ = json.NewDecoder(request.Body).Decode(&parameters)
		if !exists {
			answer(response, 404, map[string]string{"error": "The requested resource does not exist."})
			return
		}
		result, err := w.invoke(key, found, parameters)
		if err != nil {
			answer(response, 502, map[string]string{"error": err.Error()})
			return
		}
		answer(response, 200, result)
	default:
		if len(parts) < 3 {
			list := []entity{}
			w.Lock()
			for name, one := range w.entities {
				if strings.HasPrefix(name, key+"/") {
					list = append(list, one)
				}
			}
			w.Unlock()
			answer(response, 200, list)
			return
		}
		if !exists {
			answer(response, 404, map[string]string{"error": "The requested resource does not exist."})
			return
		}
		answer(response, 200, found)
	}
}

// route manages a route of the API gateway as OpenWhisk does: an action of the system calls the gateway's management at the address
// that was installed with its package.
func (w *whisk) route(response http.ResponseWriter, request *http.Request) {
	w.Lock()
	installed := w.entities["whisk.system/packages/apimgmt"]
	w.Unlock()
	parameters, _ := installed["parameters"].(map[string]any)
	body := map[string]any{}
	_ = json.NewDecoder(request.Body).Decode(&body)
	gateway, _ := parameters["gwUrlV2"].(string)
	if gateway == "" {
		answer(response, 502, map[string]string{"error": "the package apimgmt has no gwUrlV2"})
		return
	}
	call := map[string]any{"fetch": gateway + "/guest/apis", "method": request.Method, "body": body}
	result, err := w.invoke("whisk.system/actions/apimgmt/"+request.Method, entity{}, call)
	if err != nil || result["error"] != nil {
		answer(response, 502, map[string]any{"error": fmt.Sprint(err, result["error"])})
		return
	}
	answer(response, 200, result)
}

// web serves /api/v1/web/<ns>/<package>/<name>.
func (w *whisk) web(response http.ResponseWriter, request *http.Request) {
	parts := strings.SplitN(strings.TrimPrefix(request.URL.Path, "/api/v1/web/"), "/", 3)
	name, _, _ := strings.Cut(parts[len(parts)-1], ".")
	key := parts[0] + "/actions/" + name
	w.Lock()
	found, exists := w.entities[key]
	w.Unlock()
	if !exists {
		answer(response, 404, map[string]string{"error": "The requested resource does not exist."})
		return
	}
	result, err := w.invoke(key, found, map[string]any{})
	if err != nil {
		answer(response, 502, map[string]string{"error": err.Error()})
		return
	}
	fmt.Fprint(response, result["body"])
}

// invoke runs an action at the invoker.
func (w *whisk) invoke(key string, found entity, parameters map[string]any) (map[string]any, error) {
	if w.bus != nil {
		return w.bus.invoke(key, found, parameters)
	}
	return w.run(key, found, parameters)
}

// run runs an action in its pod, which is made at the first call.
func (w *whisk) run(key string, found entity, parameters map[string]any) (map[string]any, error) {
	w.Lock()
	address := w.pods[key]
	w.Unlock()
	if address == "" {
		var err error
		if address, err = startPod(key); err != nil {
			log.Printf("no pod for %s: %v", key, err)
			return nil, err
		}
		if _, err = post("http://"+address+"/init", map[string]any{"value": map[string]any{"code": found["code"]}}); err != nil {
			return nil, err
		}
		w.Lock()
		w.pods[key] = address
		w.Unlock()
	}
	return post("http://"+address+"/run", map[string]any{"value": parameters})
}

func post(address string, body any) (map[string]any, error) {
	content, _ := json.Marshal(body)
	response, err := insecure.Post(address, "application/json", bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	result := map[string]any{}
	return result, json.NewDecoder(response.Body).Decode(&result)
}

// kubernetes sends a request to the API server with the token of the pod.
func kubernetes(method, address string, body any) (map[string]any, error) {
	content, _ := json.Marshal(body)
	request, err := http.NewRequest(method, address, bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	bearer, err := os.ReadFile(token)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+string(bearer))
	request.Header.Set("Content-Type", "application/json")
	response, err := insecure.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= 300 {
		return nil, fmt.Errorf("%s %s: %d %s", method, address, response.StatusCode, text)
	}
	result := map[string]any{}
	return result, json.Unmarshal(text, &result)
}

// startPod makes the pod of an action with the labels that the invoker gives it, and waits until it is ready.
func startPod(key string) (string, error) {
	name := fmt.Sprintf("wskowdev-invoker-0-%d", time.Now().UnixNano()%1e9)
	made, err := kubernetes("POST", podsAddress(), map[string]any{
		"apiVersion": "v1",
		"kind":       "Pod",
		"metadata":   map[string]any{"name": name, "labels": map[string]string{"user-action-pod": "true", "invoker": "invoker0", "release": "owdev"}},
		"spec": map[string]any{
			"automountServiceAccountToken": false,
			"restartPolicy":                "Always",
			"containers": []any{map[string]any{
				"name":  "user-action",
				"image": "docker.io/openwhisk/action-nodejs-v20:1.23.0",
				"ports": []any{map[string]any{"containerPort": 8080, "name": "action"}},
			}},
		},
	})
	if err != nil {
		return "", err
	}
	_ = made
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		pod, err := kubernetes("GET", podsAddress()+"/"+name, nil)
		if err != nil {
			return "", err
		}
		status, _ := pod["status"].(map[string]any)
		address, _ := status["podIP"].(string)
		if address != "" && connect(address+":8080")() == nil {
			return address + ":8080", nil
		}
	}
	return "", fmt.Errorf("the pod %s does not listen", name)
}
