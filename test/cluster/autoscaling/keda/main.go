// Reads ScaledObjects with KEDA's own types, validates them with the checks of its admission webhook, and creates each trigger with
// its own scaler.
//
// Input: {"objects": [ScaledObject…], "parameters": {"<TriggerAuthentication>": {"<parameter>": "<value>"}}}.
// Output: for each object a list of what KEDA refuses.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"github.com/kedacore/keda/v2/pkg/scalers"
	"github.com/kedacore/keda/v2/pkg/scalers/scalersconfig"
	corev1 "k8s.io/api/core/v1"
)

type request struct {
	Objects    []v1alpha1.ScaledObject      `json:"objects"`
	Parameters map[string]map[string]string `json:"parameters"`
}

// created calls what KEDA calls for a trigger; a Kafka that does not answer is none of the trigger's mistakes.
func created(trigger v1alpha1.ScaleTriggers, config *scalersconfig.ScalerConfig) error {
	switch trigger.Type {
	case "cpu", "memory":
		_, err := scalers.NewCPUMemoryScaler(corev1.ResourceName(trigger.Type), config)
		return err
	case "prometheus":
		_, err := scalers.NewPrometheusScaler(config)
		return err
	case "cron":
		scaler, err := scalers.NewCronScaler(config)
		if err != nil {
			return err
		}
		// The time zone is read here only.
		_, _, err = scaler.GetMetricsAndActivity(context.Background(), "")
		return err
	case "kafka":
		_, err := scalers.NewKafkaScaler(context.Background(), config)
		if err != nil && strings.HasPrefix(err.Error(), "error creating kafka client") {
			return nil
		}
		return err
	}
	return fmt.Errorf("unknown trigger %q", trigger.Type)
}

func refusals(object v1alpha1.ScaledObject, parameters map[string]map[string]string) []string {
	found := []string{}
	add := func(err error) {
		if err != nil {
			found = append(found, err.Error())
		}
	}
	add(v1alpha1.CheckReplicaCountBoundsAreValid(&object))
	add(v1alpha1.CheckFallbackValid(&object))
	add(v1alpha1.ValidateTriggers(object.Spec.Triggers))
	for index, trigger := range object.Spec.Triggers {
		config := &scalersconfig.ScalerConfig{
			ScalableObjectName:      object.Name,
			ScalableObjectNamespace: object.Namespace,
			ScalableObjectType:      "ScaledObject",
			TriggerType:             trigger.Type,
			TriggerMetadata:         trigger.Metadata,
			MetricType:              trigger.MetricType,
			TriggerIndex:            index,
			GlobalHTTPTimeout:       time.Second,
			ResolvedEnv:             map[string]string{},
			AuthParams:              map[string]string{},
		}
		if trigger.AuthenticationRef != nil {
			config.AuthParams = parameters[trigger.AuthenticationRef.Name]
		}
		add(created(trigger, config))
	}
	return found
}

func main() {
	var input request
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&input); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	output := make([][]string, len(input.Objects))
	for index, object := range input.Objects {
		output[index] = refusals(object, input.Parameters)
	}
	if err := json.NewEncoder(os.Stdout).Encode(output); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
