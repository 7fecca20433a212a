package main

import (
	"fmt"
	"hash/fnv"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

// familiesFile lists the metrics of the program, one family a line: name, type and labels.
const familiesFile = "/families"

// buckets of every histogram; most values are in the second half.
var buckets = []string{"0.005", "0.01", "0.05", "0.1", "0.5", "1", "5", "10", "60", "+Inf"}

// labelValues are values of labels by which rules and boards select or group.
var labelValues = map[string]string{
	"namespace": "guest", "initiator": "guest", "action": "hello", "kind": "nodejs:20", "memory": "256",
	"status": "success", "status_code": "200", "code": "200", "method": "GET", "partition": "0", "topic": "invoker0",
	"consumergroup": "invoker0", "db": "db0", "invoker": "invoker0",
}

type family struct {
	name, kind string
	labels     []string
}

func readFamilies() []family {
	content, err := os.ReadFile(familiesFile)
	if err != nil {
		log.Fatal(err)
	}
	found := []family{}
	for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n") {
		words := strings.Split(line, " ")
		one := family{name: words[0], kind: words[1]}
		if len(words) > 2 {
			one.labels = strings.Split(words[2], ",")
		}
		found = append(found, one)
	}
	return found
}

// metrics serves one series of each family: counters grow steadily, each at a rate of its own, and gauges are 1.
func metrics() http.HandlerFunc {
	families, started := readFamilies(), time.Now()
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		seconds := time.Since(started).Seconds()
		for _, one := range families {
			hash := fnv.New32a()
			_, _ = hash.Write([]byte(one.name))
			count := int(seconds * (0.1 + float64(hash.Sum32()%20)/10))
			fmt.Fprintf(w, "# TYPE %s %s\n", one.name, one.kind)
			switch one.kind {
			case "counter":
				fmt.Fprintf(w, "%s%s %d\n", one.name, series(one.labels), count)
			case "histogram":
				for index, bound := range buckets {
					fmt.Fprintf(w, "%s_bucket%s %d\n", one.name, series(one.labels, "le", bound), count*(index+1)/len(buckets))
				}
				fmt.Fprintf(w, "%[1]s_sum%[2]s %[3]g\n%[1]s_count%[2]s %[4]d\n", one.name, series(one.labels), float64(count)/4, count)
			case "summary":
				fmt.Fprintf(w, "%[1]s%[5]s 0.25\n%[1]s_sum%[2]s %[3]g\n%[1]s_count%[2]s %[4]d\n",
					one.name, series(one.labels), float64(count)/4, count, series(one.labels, "quantile", "0.99"))
			default:
				fmt.Fprintf(w, "%s%s 1\n", one.name, series(one.labels))
			}
		}
	}
}

func series(labels []string, more ...string) string {
	pairs := []string{}
	for _, label := range labels {
		value := labelValues[label]
		if value == "" {
			value = "stand-in"
		}
		pairs = append(pairs, fmt.Sprintf("%s=%q", label, value))
	}
	if len(more) == 2 {
		pairs = append(pairs, fmt.Sprintf("%s=%q", more[0], more[1]))
	}
	if len(pairs) == 0 {
		return ""
	}
	return "{" + strings.Join(pairs, ",") + "}"
}
