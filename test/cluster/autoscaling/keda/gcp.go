// Package gcp stands in for KEDA's authentication against Google Cloud, which these triggers do not use.
package gcp

import (
	"errors"
	"net/http"

	"github.com/kedacore/keda/v2/pkg/scalers/scalersconfig"
)

const GcpScopeMonitoringRead = ""

var ErrGoogleApplicationCrendentialsNotFound = errors.New("none")

func GetGCPOAuth2HTTPTransport(*scalersconfig.ScalerConfig, http.RoundTripper, ...string) (http.RoundTripper, error) {
	return nil, ErrGoogleApplicationCrendentialsNotFound
}
