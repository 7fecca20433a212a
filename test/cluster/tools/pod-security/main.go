// Evaluates pods by the Pod Security Standards with Kubernetes' own library.
//
// Input: a JSON list of pods, each with metadata and spec. Output: a JSON list of their violations, by level.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

func violations(evaluator policy.Evaluator, level api.Level, pod corev1.Pod) []string {
	version := api.LevelVersion{Level: level, Version: api.LatestVersion()}
	found := []string{}
	for _, result := range evaluator.EvaluatePod(version, &pod.ObjectMeta, &pod.Spec) {
		if !result.Allowed {
			found = append(found, fmt.Sprintf("%s (%s)", result.ForbiddenReason, result.ForbiddenDetail))
		}
	}
	return found
}

func run() error {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(os.Stdin)
	// A field of a later version would be left out of the evaluation.
	decoder.DisallowUnknownFields()
	var pods []corev1.Pod
	if err := decoder.Decode(&pods); err != nil {
		return err
	}
	results := make([]map[string][]string, len(pods))
	for i, pod := range pods {
		results[i] = map[string][]string{
			string(api.LevelBaseline):   violations(evaluator, api.LevelBaseline, pod),
			string(api.LevelRestricted): violations(evaluator, api.LevelRestricted, pod),
		}
	}
	return json.NewEncoder(os.Stdout).Encode(results)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
