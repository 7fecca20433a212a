/** A power that programs of the platform have on purpose. SECURITY.md has the same list. */
interface AllowedPower {
  /** Components. */
  readonly who: readonly string[];
  readonly may: string;
  readonly because: string;
}

/** Every power that a program of the platform may have. */
export const ALLOWED_POWERS: readonly AllowedPower[] = [
  {
    who: ['core', 'invoker'],
    may: 'create pods (pods) in openwhisk.actions.namespace',
    because: 'Action pods. The namespace has no Secret and no ServiceAccount of the platform.',
  },
  {
    who: ['prometheus-operator'],
    may: 'create pods (statefulsets) in its namespace',
    because: 'Prometheus and Alertmanager. The namespace enforces Pod Security `restricted`.',
  },
  {
    who: ['prometheus-operator'],
    may: 'read every Secret in its namespace',
    because: 'Credentials of targets, receivers and stores are Secrets there, and it watches them for changes.',
  },
  {
    who: ['prometheus-operator'],
    may: 'change named Secrets in its namespace',
    because: 'Configurations of Prometheus and Alertmanager, which it generates.',
  },
  {
    who: ['prometheus-operator'],
    may: 'read named Secrets in monitoring.nodeExporter.namespace',
    because: 'The CA certificate of the node exporter.',
  },
  {
    who: ['prometheus-operator'],
    may: 'read named Secrets in autoscaling.namespace',
    because: 'The CA certificate of prometheus-adapter.',
  },
  {
    who: ['prometheus-operator'],
    may: 'read every Secret in a namespace that the platform file names',
    because: 'Opt-in: `monitoring.watchedNamespaces` with `secrets` or `alertmanagerConfigs`.',
  },
  {
    who: ['prometheus-operator'],
    may: 'create, patch events in the whole cluster',
    because: 'It reports problems of custom resources in their namespaces.',
  },
  {
    who: [
      'activation-store-secrets',
      'elasticsearch-secrets',
      'gen-certs',
      'gen-internal-certs',
      'gen-secrets',
      'grafana-secrets',
      'kibana-secrets',
      'mysql-secrets',
      'node-exporter-certificate',
      'openfaas-secrets',
      'prometheus-operator',
      'serving-certificate',
    ],
    may: 'create Secrets in its namespace',
    because: 'Jobs generate passwords and certificates. They read their own Secrets by name, and change none.',
  },
  {
    who: ['openfaas-gateway'],
    may: 'create pods (deployments) in openfaas.functionNamespace',
    because:
      'Opt-in: `openfaas.edition: pro`, or `openfaas.cliDeployments`. It makes the pods of functions. The namespace has no Secret of the platform.',
  },
  {
    who: ['openfaas-gateway'],
    may: 'create Secrets in openfaas.functionNamespace',
    because: 'Opt-in, as above: clients of its API manage the Secrets of functions.',
  },
  {
    who: ['openfaas-gateway'],
    may: 'read every Secret in openfaas.functionNamespace',
    because: 'Opt-in, as above.',
  },
  {
    who: ['openfaas-gateway'],
    may: 'change every Secret in openfaas.functionNamespace',
    because: 'Opt-in, as above.',
  },
  {
    who: ['openfaas-user'],
    may: 'create named Secrets in its namespace',
    because: 'Opt-in: a function with `scaling.mode: alert`. The Job copies the user of the gateway for Alertmanager.',
  },
  {
    who: ['openfaas-user'],
    may: 'change named Secrets in its namespace',
    because: 'It renews the copy.',
  },
  {
    who: ['openfaas-user'],
    may: 'read named Secrets in openfaas.namespace',
    because: 'The source of the copy.',
  },
  {
    who: ['fluentd-secrets'],
    may: 'create named Secrets in its namespace',
    because: 'The Job copies the user of Fluentd and the CA certificate of Elasticsearch into one Secret.',
  },
  {
    who: ['fluentd-secrets'],
    may: 'change named Secrets in its namespace',
    because: 'It renews the copy.',
  },
  {
    who: ['fluentd-secrets'],
    may: 'read named Secrets in logging.namespace',
    because: 'The sources of the copy.',
  },
  {
    who: ['otel-agent'],
    may: 'use the ports 127.0.0.1:4317, 127.0.0.1:4318 of the node',
    because: 'API server, kubelet, etcd and containerd send spans there. No other machine reaches them.',
  },
  {
    who: ['grafana-logs'],
    may: 'create named Secrets in its namespace',
    because: 'The Job copies the user of Grafana and the CA certificate of Elasticsearch into one Secret.',
  },
  {
    who: ['grafana-logs'],
    may: 'change named Secrets in its namespace',
    because: 'It renews the copy.',
  },
  {
    who: ['grafana-logs'],
    may: 'read named Secrets in logging.namespace',
    because: 'The sources of the copy.',
  },
  {
    who: ['tracing-secrets'],
    may: 'create named Secrets in its namespace',
    because: 'The Job copies the user of Jaeger and the CA certificate of Elasticsearch into one Secret.',
  },
  {
    who: ['tracing-secrets'],
    may: 'change named Secrets in its namespace',
    because: 'It renews the copy.',
  },
  {
    who: ['tracing-secrets'],
    may: 'read named Secrets in logging.namespace',
    because: 'The sources of the copy.',
  },
  {
    who: ['functions-database'],
    may: 'create named Secrets in openfaas.functionNamespace',
    because: 'The Job copies the user of the database and its CA certificates for the functions.',
  },
  {
    who: ['functions-database'],
    may: 'change named Secrets in openfaas.functionNamespace',
    because: 'It renews the copy.',
  },
  {
    who: ['serving-certificate'],
    may: 'patch named validatingwebhookconfigurations in the whole cluster',
    because: 'The webhook that checks rules verifies the certificate of the operator.',
  },
  {
    who: ['serving-certificate'],
    may: 'patch named apiservices in the whole cluster',
    because: 'The API server verifies the certificates of metrics-server and prometheus-adapter.',
  },
  {
    who: ['node-exporter'],
    may: 'use the network of the node, the files of the node in /sys (read), the files of the node in / (read)',
    because: 'It measures them, as an unprivileged user without capabilities, in a namespace of its own.',
  },
  {
    who: ['fluentd'],
    may: 'use the files of the node in /var/lib/fluentd (read and write), the files of the node in /var/log (read)',
    because: 'It reads the logs, and keeps there what is not sent yet.',
  },
  {
    who: ['fluentd'],
    may: 'run as root',
    because: 'Logs belong to root, unless `logging.fluentd.runAsUser` names another user. It has no capability.',
  },
  {
    who: ['apigateway'],
    may: 'run as the capabilities CHOWN, SETGID, SETUID, root',
    because: "The configuration of its image has 'user root'.",
  },
  {
    who: ['elasticsearch'],
    may: 'run as a privileged container, root',
    because: 'Opt-in: `virtualMemory: initContainer`.',
  },
  {
    who: ['invoker'],
    may: 'use the files of the node in /var/run/docker.sock (read and write), the files of the node in /sys/fs/cgroup (read and write), the files of the node in /run/runc (read and write), the files of the node in /var/lib/docker/containers (read and write)',
    because: 'Opt-in: `openwhisk.invoker.containerFactory: docker`.',
  },
  {
    who: ['invoker'],
    may: 'run as root',
    because: 'Opt-in: `openwhisk.invoker.containerFactory: docker`.',
  },
];
