package main

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// argument returns the value of a flag in the form --name=value.
func argument(name string) string {
	for _, word := range os.Args {
		if value, found := strings.CutPrefix(word, "--"+name+"="); found {
			return value
		}
	}
	return ""
}

// exporter serves metrics and a page for probes, and holds a connection to what it watches.
func exporter(page, watched string, try func() error) {
	held := &connections{Last: map[string]string{}}
	held.keep(watched, try)
	mux := http.NewServeMux()
	mux.HandleFunc(page, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	mux.HandleFunc("/metrics", metrics())
	mux.Handle("/stand-in", held)
	listen(strings.TrimPrefix(argument("web.listen-address"), ":"), mux)
}

func kafkaExporter() {
	exporter("/healthz", "kafka", connect(argument("kafka.server")))
}

func redisExporter() {
	address, _ := url.Parse(env("REDIS_ADDR"))
	exporter("/health", "redis", func() error {
		connection, err := net.DialTimeout("tcp", address.Host, 3*time.Second)
		if err != nil {
			return err
		}
		defer connection.Close()
		_ = connection.SetDeadline(time.Now().Add(3 * time.Second))
		fmt.Fprintf(connection, "AUTH %s\r\n", env("REDIS_PASSWORD"))
		line, err := bufio.NewReader(connection).ReadString('\n')
		if err == nil && !strings.HasPrefix(line, "+OK") {
			err = fmt.Errorf("Redis answers %s", strings.TrimSpace(line))
		}
		return err
	})
}

// grafana connects to the data sources of its configuration.
func grafana() {
	held := &connections{Last: map[string]string{}}
	files, _ := filepath.Glob("/etc/grafana/provisioning/datasources/*.yaml")
	for _, file := range files {
		content, _ := os.ReadFile(file)
		for _, found := range regexp.MustCompile(`(?m)^\s+url: (\S+)$`).FindAllStringSubmatch(string(content), -1) {
			held.keep(found[1], get(found[1]+"/-/healthy", "", "", "", 400))
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/health", func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, map[string]string{"database": "ok"}) })
	mux.HandleFunc("/metrics", metrics())
	mux.Handle("/stand-in", held)
	listen("3000", mux)
}

// kibana logs in to Elasticsearch with its user, and is available once it has.
func kibana() {
	held := &connections{Last: map[string]string{}}
	held.keep("elasticsearch", get(env("ELASTICSEARCH_HOSTS")+"/_security/_authenticate", env("ELASTICSEARCH_USERNAME"), env("ELASTICSEARCH_PASSWORD"), "", 400))
	mux := http.NewServeMux()
	mux.HandleFunc("/api/status", func(w http.ResponseWriter, _ *http.Request) {
		status := 503
		if held.result("elasticsearch") == "ok" {
			status = 200
		}
		answer(w, status, map[string]any{})
	})
	mux.HandleFunc("/api/saved_objects/_import", func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, map[string]any{"success": true}) })
	mux.Handle("/stand-in", held)
	listen("5601", mux)
}

var setting = regexp.MustCompile(`(?m)^\s*(host|port|scheme) (\S+)$`)

// fluentd reads the logs of its node, the pods from the API server, and writes a line to Elasticsearch as its user may: each line
// once, into the index of the day.
func fluentd() {
	held := &connections{Last: map[string]string{}}
	held.keep("api-server", get("https://kubernetes.default.svc/api/v1/pods?limit=1&fieldSelector=spec.nodeName%3D"+env("K8S_NODE_NAME"), "", "", token, 400))
	held.keep("logs of the node", func() error {
		files, err := filepath.Glob("/var/log/containers/*.log")
		if err == nil && len(files) == 0 {
			err = fmt.Errorf("no file in /var/log/containers")
		}
		for _, file := range files {
			if _, err := os.ReadFile(file); err != nil && !os.IsNotExist(err) {
				return err
			}
		}
		return err
	})
	output, err := os.ReadFile("/fluentd/etc/output.conf")
	if err != nil {
		log.Fatal(err)
	}
	settings := map[string]string{}
	for _, found := range setting.FindAllStringSubmatch(string(output), -1) {
		if settings[found[1]] == "" {
			settings[found[1]] = found[2]
		}
	}
	base := settings["scheme"] + "://" + net.JoinHostPort(settings["host"], settings["port"])
	held.keep("elasticsearch", func() error { return writeLine(base) })
	mux := http.NewServeMux()
	mux.HandleFunc("/metrics", metrics())
	mux.Handle("/stand-in", held)
	listen("24231", mux)
}

func writeLine(base string) error {
	now := time.Now().UTC()
	line := fmt.Sprintf(`{"@timestamp":%q,"log":"a line of %s\n","stream":"stdout"}`, now.Format(time.RFC3339), env("K8S_NODE_NAME"))
	address := base + "/logstash-" + now.Format("2006.01.02") + "/_create/" + env("K8S_NODE_NAME")
	request, err := http.NewRequest("PUT", address, strings.NewReader(line))
	if err != nil {
		return err
	}
	request.SetBasicAuth(env("ELASTICSEARCH_USERNAME"), env("ELASTICSEARCH_PASSWORD"))
	request.Header.Set("Content-Type", "application/json")
	response, err := insecure.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 && response.StatusCode != http.StatusConflict {
		return fmt.Errorf("%s answers %d", address, response.StatusCode)
	}
	return nil
}

// couchdbMetrics serves CouchDB's metrics beside the database, which is the program given as arguments and the life of this one.
func couchdbMetrics() {
	go func() {
		mux := http.NewServeMux()
		mux.HandleFunc("/_node/_local/_prometheus", metrics())
		listen("17986", mux)
	}()
	runToItsEnd(exec.Command(os.Args[1], os.Args[2:]...))
}

const config = "/usr/share/elasticsearch/config"

// filesOfElasticsearch is the number of files that it wants to be able to open.
const filesOfElasticsearch = 65535

// elasticsearchFront stands in front of a real Elasticsearch of a distribution without index lifecycle management and without an answer
// at its root: both are answered here, and all else goes through.
func elasticsearchFront() {
	// The disk is the machine's, and may be as full as it likes.
	settings := []string{"-E", "http.host=127.0.0.1", "-E", "http.port=9201", "-E", "cluster.routing.allocation.disk.threshold_enabled=false"}
	var files syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files) == nil && files.Max < filesOfElasticsearch {
		// A node that only itself can reach does not enforce its checks of the machine.
		log.Printf("a process may have %d files only: the transport listens on loopback", files.Max)
		settings = append(settings, "-E", "transport.host=127.0.0.1")
	}
	go runToItsEnd(exec.Command("/usr/share/elasticsearch/bin/elasticsearch", settings...))
	target, _ := url.Parse("https://127.0.0.1:9201")
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.Transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	mux := http.NewServeMux()
	mux.HandleFunc("/_ilm/", func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, map[string]bool{"acknowledged": true}) })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			w.Header().Set("X-Elastic-Product", "Elasticsearch")
			answer(w, 200, map[string]any{"cluster_name": "owdev-logs", "version": map[string]string{"number": os.Getenv("ELASTICSEARCH_VERSION")}})
			return
		}
		if strings.HasPrefix(r.URL.Path, "/_index_template/") && r.Method == "PUT" {
			withoutLifecycle(r)
		}
		proxy.ServeHTTP(w, r)
	})
	server := &http.Server{Addr: ":9200", Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	log.Fatal(server.ListenAndServeTLS(config+"/certs/tls.crt", config+"/certs/tls.key"))
}
