package scalers

import v2 "k8s.io/api/autoscaling/v2"

// externalMetricType stands in a file of another trigger.
var externalMetricType v2.MetricSourceType = "External"
