import { MYSQL_IMAGES } from './mysql';

/** OpenWhisk's own images, all built from one commit. */
export const OPENWHISK_IMAGES = ['controller', 'invoker', 'scheduler', 'user-events', 'ow-utils'] as const;

/**
 * Tags of {@link OPENWHISK_IMAGES} by generation, see docs/design/0003-openwhisk-image-generation.md. `akka` is the generation
 * that the OpenWhisk Helm chart 1.0.1 runs (October 2022); `pekko` is the main branch after the migration of October 2025.
 */
export const OPENWHISK_TAGS = { akka: 'ef725a6', pekko: '1fae641' } as const;

/** Generations of the known tags: releases, and the commits of {@link OPENWHISK_TAGS}. */
export const GENERATIONS: Readonly<Record<string, 'akka' | 'pekko' | undefined>> = {
  '1.0.0': 'akka',
  '2.0.0': 'akka',
  [OPENWHISK_TAGS.akka]: 'akka',
  [OPENWHISK_TAGS.pekko]: 'pekko',
};

/** OpenWhisk's own images with a tag. */
export function openWhiskImages(tag: string): Record<(typeof OPENWHISK_IMAGES)[number], string> {
  return {
    controller: `docker.io/openwhisk/controller:${tag}`,
    invoker: `docker.io/openwhisk/invoker:${tag}`,
    scheduler: `docker.io/openwhisk/scheduler:${tag}`,
    'user-events': `docker.io/openwhisk/user-events:${tag}`,
    'ow-utils': `docker.io/openwhisk/ow-utils:${tag}`,
  };
}

/**
 * Every image of the platform with its version, which is written nowhere else. `openwhisk.imageTag`, `images.registry` and
 * `images.overrides` of the platform file replace parts of them.
 */
export const IMAGES = {
  ...openWhiskImages(OPENWHISK_TAGS.akka),
  apigateway: 'docker.io/openwhisk/apigateway:1.0.0',
  alarmprovider: 'docker.io/openwhisk/alarmprovider:2.3.0',
  kafkaprovider: 'docker.io/openwhisk/kafkaprovider:2.1.0',
  busybox: 'docker.io/library/busybox:1.37.0',
  couchdb: 'docker.io/library/couchdb:3.4.3',
  etcd: 'quay.io/coreos/etcd:v3.5.21',
  kafka: 'docker.io/apache/kafka:3.9.1',
  /** Of the default line; `mysql.version` chooses another one. */
  mysql: MYSQL_IMAGES['8.4'],
  'mysqld-exporter': 'quay.io/prometheus/mysqld-exporter:v0.19.0',
  nginx: 'docker.io/library/nginx:1.28.0',
  redis: 'docker.io/library/redis:7.2.10',
  /** Shell, curl and openssl for the small jobs; the Debian image of nginx has all three, and most nodes hold it already. */
  toolbox: 'docker.io/library/nginx:1.28.0',
  zookeeper: 'docker.io/library/zookeeper:3.9.3',
  'prometheus-operator': 'quay.io/prometheus-operator/prometheus-operator:v0.93.1',
  'config-reloader': 'quay.io/prometheus-operator/prometheus-config-reloader:v0.93.1',
  prometheus: 'quay.io/prometheus/prometheus:v3.16.0',
  alertmanager: 'quay.io/prometheus/alertmanager:v0.35.0',
  /** The version that the operator tests (Prometheus Operator 0.93.1, `DefaultThanosVersion`). */
  thanos: 'quay.io/thanos/thanos:v0.42.2',
  'node-exporter': 'quay.io/prometheus/node-exporter:v1.12.1',
  'blackbox-exporter': 'quay.io/prometheus/blackbox-exporter:v0.28.0',
  'kube-state-metrics': 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0',
  'kafka-exporter': 'docker.io/danielqsj/kafka-exporter:v1.9.0',
  'redis-exporter': 'docker.io/oliver006/redis_exporter:v1.88.0',
  'nginx-exporter': 'docker.io/nginx/nginx-prometheus-exporter:1.5.1',
  'kube-rbac-proxy': 'quay.io/brancz/kube-rbac-proxy:v0.22.1',
  'metrics-server': 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
  'prometheus-adapter': 'registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0',
  'openfaas-gateway': 'ghcr.io/openfaas/gateway:0.27.14',
  'openfaas-provider': 'ghcr.io/openfaas/faas-netes:0.18.17',
  'openfaas-queue-worker': 'ghcr.io/openfaas/queue-worker:0.14.2',
  /** The last version of a program that its project has ended, and that the community edition of OpenFaaS alone uses. */
  'nats-streaming': 'docker.io/library/nats-streaming:0.25.6',
  'openfaas-pro-gateway': 'ghcr.io/openfaasltd/gateway:0.5.20',
  'openfaas-pro-operator': 'ghcr.io/openfaasltd/faas-netes:0.5.93',
  'openfaas-pro-queue-worker': 'ghcr.io/openfaasltd/jetstream-queue-worker:0.5.7',
  nats: 'docker.io/library/nats:2.14.10',
  python: 'docker.io/library/python:3.13.5-slim-bookworm',
  grafana: 'docker.io/grafana/grafana:12.0.2',
  elasticsearch: 'docker.elastic.co/elasticsearch/elasticsearch:8.19.0',
  kibana: 'docker.elastic.co/kibana/kibana:8.19.0',
  'elasticsearch-exporter': 'quay.io/prometheuscommunity/elasticsearch-exporter:v1.11.0',
  fluentd: 'docker.io/fluent/fluentd-kubernetes-daemonset:v1.19.3-debian-elasticsearch8-1.1',
  /** The distribution that has the Prometheus exporter of span metrics; the one for Kubernetes (`-k8s`) lacks it. */
  'otel-collector': 'docker.io/otel/opentelemetry-collector-contrib:0.161.0',
  /** The last version of Jaeger whose source is a Go module (v1.76.0 is the same commit), which the cluster test builds. */
  jaeger: 'docker.io/jaegertracing/jaeger:2.13.0',
  'fluentd-opensearch': 'docker.io/fluent/fluentd-kubernetes-daemonset:v1.19.3-debian-opensearch-1.1',
} as const satisfies Record<string, string>;

/** A name in {@link IMAGES}. */
export type ImageName = keyof typeof IMAGES;

/** All names in {@link IMAGES}. */
export const IMAGE_NAMES = Object.keys(IMAGES) as ImageName[];

/** Git tags of the repositories that the install-packages job installs (OpenWhisk Helm chart 1.0.1, `whisk.versions`). */
export const GIT_TAGS = {
  openwhisk: 'ef725a653ab112391f79c274d8e3dcfb915d59a3',
  openwhiskCatalog: '1.0.0',
  openwhiskPackageAlarms: '2.3.0',
  openwhiskPackageKafka: '2.1.0',
} as const;
