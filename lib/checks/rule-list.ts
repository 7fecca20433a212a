/** `error`: it cannot work, or is not safe; `warning`: it works, and is likely not what was meant. */
export type Severity = 'error' | 'warning';

/** A rule that manifests keep. */
interface RuleFacts {
  /** Name of the check that looks for breaches. */
  readonly check: string;
  readonly severity: Severity;
  /** Severity in manifests that the platform did not make. @default - the same */
  readonly foreign?: Severity;
  /** The rule, as one sentence. */
  readonly title: string;
}

/**
 * All rules by id: 1xx references, 2xx selectors and network, 3xx workloads, 4xx security, 5xx embedded configuration, 6xx monitoring,
 * 7xx stability of metrics, 8xx versions and upgrades, 9xx the platform itself. An id never changes its meaning.
 */
export const RULES = {
  'FS-101': { check: 'references', severity: 'error', title: 'Every ConfigMap and key that a pod reads exists.' },
  'FS-102': {
    check: 'references',
    severity: 'error',
    title: 'Every Secret and key that is read exists, or something makes it.',
  },
  'FS-103': { check: 'references', severity: 'error', title: 'Every ServiceAccount of a pod exists.' },
  'FS-104': { check: 'references', severity: 'error', title: 'Every claim that a pod mounts exists.' },
  'FS-105': {
    check: 'references',
    severity: 'error',
    title: 'Every Service and port that another object names exists.',
  },
  'FS-106': { check: 'references', severity: 'error', title: 'Every container port that is named exists.' },
  'FS-107': { check: 'references', severity: 'error', title: 'Every Role of a binding exists.' },
  'FS-108': { check: 'references', severity: 'error', title: 'Annotations of a Service name ports of the Service.' },
  'FS-109': { check: 'unique-names', severity: 'error', title: 'No two objects of a kind share a name.' },
  'FS-110': { check: 'object-size', severity: 'error', title: 'Every object is small enough for the API server.' },
  'FS-111': {
    check: 'fields',
    severity: 'error',
    title: 'The API server knows every field, and every value has its type.',
  },
  'FS-112': {
    check: 'references',
    severity: 'error',
    foreign: 'warning',
    title: 'Every ServiceAccount of a binding exists.',
  },
  'FS-113': {
    check: 'classes',
    severity: 'error',
    foreign: 'warning',
    title: 'Every class that is named exists, where the classes are known.',
  },
  'FS-114': { check: 'volumes', severity: 'error', title: 'Every volume that a container mounts exists.' },
  'FS-115': { check: 'volumes', severity: 'error', foreign: 'warning', title: 'Every volume of a pod is mounted.' },
  'FS-116': {
    check: 'variables',
    severity: 'error',
    foreign: 'warning',
    title: 'Every variable that another one or an argument refers to exists.',
  },
  'FS-117': { check: 'references', severity: 'error', title: 'Every Gateway and listener of a route exists.' },
  'FS-118': {
    check: 'references',
    severity: 'error',
    foreign: 'warning',
    title: 'Every Secret for pulling images exists.',
  },
  'FS-119': { check: 'yaml', severity: 'error', title: 'Every file is YAML or JSON.' },
  'FS-120': { check: 'addresses', severity: 'warning', title: 'Every address of a Service leads to one of its ports.' },
  'FS-201': { check: 'selectors', severity: 'error', title: 'A Service selects pods.' },
  'FS-202': { check: 'selectors', severity: 'error', title: 'A workload selects its own pods and no others.' },
  'FS-203': {
    check: 'selectors',
    severity: 'error',
    foreign: 'warning',
    title: 'A Service selects the pods of one workload only.',
  },
  'FS-204': { check: 'selectors', severity: 'error', foreign: 'warning', title: 'A PodDisruptionBudget selects pods.' },
  'FS-205': { check: 'selectors', severity: 'error', foreign: 'warning', title: 'A NetworkPolicy selects pods.' },
  'FS-206': {
    check: 'references',
    severity: 'error',
    foreign: 'warning',
    title: 'The target port of a Service is a port of its pods.',
  },
  'FS-220': { check: 'network-access', severity: 'error', title: 'Policies allow each connection that is needed.' },
  'FS-221': {
    check: 'network-access',
    severity: 'warning',
    title: 'Pods that connect to other pods can resolve names.',
  },
  'FS-222': { check: 'policy-form', severity: 'error', title: 'Each rule of a NetworkPolicy applies.' },
  'FS-223': { check: 'policy-form', severity: 'error', title: 'Ranges of a NetworkPolicy are valid.' },
  'FS-224': { check: 'policy-form', severity: 'warning', title: 'Ports that a NetworkPolicy names exist.' },
  'FS-225': { check: 'network-access', severity: 'warning', title: 'Policies allow connections that variables name.' },
  'FS-226': { check: 'policy-peers', severity: 'warning', title: 'Every peer of a NetworkPolicy exists.' },
  'FS-227': { check: 'policy-use', severity: 'warning', title: 'Policies allow no connection that nothing makes.' },
  'FS-301': { check: 'rollouts', severity: 'error', title: 'No rollout fails while its pods may still wait.' },
  'FS-302': { check: 'autoscaling', severity: 'error', title: 'No two autoscalers scale the same workload.' },
  'FS-303': { check: 'autoscaling', severity: 'error', title: 'An autoscaler scales a workload that can be scaled.' },
  'FS-304': {
    check: 'autoscaling',
    severity: 'error',
    foreign: 'warning',
    title: 'A scaled workload leaves its replicas out.',
  },
  'FS-305': { check: 'autoscaling', severity: 'error', title: 'Requests and limits allow the targeted utilization.' },
  'FS-306': {
    check: 'autoscaling',
    severity: 'error',
    foreign: 'warning',
    title: 'A metrics API serves every metric of an autoscaler.',
  },
  'FS-307': { check: 'launch-order', severity: 'error', title: 'Every wait of an init container can end.' },
  'FS-308': { check: 'probes', severity: 'warning', title: 'A probe connects to a declared port.' },
  'FS-309': { check: 'probes', severity: 'error', title: 'Every probe can succeed.' },
  'FS-310': { check: 'probes', severity: 'warning', title: 'A probe speaks the protocol of its port.' },
  'FS-311': { check: 'probes', severity: 'warning', title: 'A probe has time, and containers have time to start.' },
  'FS-312': { check: 'probes', severity: 'warning', title: 'A livenessProbe looks at its own container.' },
  'FS-313': { check: 'readiness', severity: 'warning', title: 'Containers behind a Service have a readinessProbe.' },
  'FS-314': { check: 'termination', severity: 'warning', title: 'A pod has time to stop after its preStop hook.' },
  'FS-320': { check: 'budgets', severity: 'error', title: 'A PodDisruptionBudget lets pods be evicted.' },
  'FS-321': { check: 'budgets', severity: 'warning', title: 'A PodDisruptionBudget lets a single pod be evicted.' },
  'FS-322': { check: 'budgets', severity: 'error', title: 'No pod has two PodDisruptionBudgets.' },
  'FS-323': { check: 'budgets', severity: 'warning', title: 'A PodDisruptionBudget counts the pods of one workload.' },
  'FS-325': { check: 'replacement', severity: 'error', title: 'A rollout can start new pods or end old ones.' },
  'FS-326': { check: 'replacement', severity: 'error', title: 'No pods on several nodes share a claim of one node.' },
  'FS-327': { check: 'replacement', severity: 'warning', title: 'A new pod does not need the claim of the old one.' },
  'FS-328': { check: 'replacement', severity: 'warning', title: 'Placement looks at pods that exist.' },
  'FS-329': { check: 'scaler-limits', severity: 'error', title: 'A scaler has a minimum below its maximum.' },
  'FS-330': { check: 'amounts', severity: 'error', title: 'Amounts of resources have the unit that is meant.' },
  'FS-331': { check: 'amounts', severity: 'error', title: 'No request is above its limit.' },
  'FS-332': { check: 'unique-parts', severity: 'error', title: 'Parts of a pod have names and places of their own.' },
  'FS-333': { check: 'unique-parts', severity: 'warning', title: 'No variable of a container is set twice.' },
  'FS-340': { check: 'quotas', severity: 'error', title: 'The quota of a namespace admits its pods.' },
  'FS-341': { check: 'quotas', severity: 'error', title: 'Limit ranges admit every container and claim.' },
  'FS-342': {
    check: 'program-sizes',
    severity: 'error',
    foreign: 'warning',
    title: 'The memory that a program may take fits its limit.',
  },
  'FS-343': {
    check: 'program-sizes',
    severity: 'error',
    title: 'The data that a Prometheus keeps fits its volume.',
  },
  'FS-344': { check: 'nodes', severity: 'error', title: 'Every pod fits a node, and all pods fit the nodes.' },
  'FS-345': {
    check: 'nodes',
    severity: 'error',
    title: 'Pods that keep apart, or take a port of a node, have nodes enough.',
  },
  'FS-346': {
    check: 'most-pods',
    severity: 'warning',
    title: 'Quotas and nodes have room for the most pods of each autoscaler.',
  },
  'FS-347': {
    check: 'search-heaps',
    severity: 'warning',
    title: 'The heap of a search store leaves memory to its files, and has compressed pointers.',
  },
  'FS-348': {
    check: 'scratch-volumes',
    severity: 'warning',
    title: 'Volumes on the disk of the node fit the limits of their pod.',
  },
  'FS-401': { check: 'hardening', severity: 'error', foreign: 'warning', title: 'No manifest is a Secret.' },
  'FS-402': {
    check: 'hardening',
    severity: 'error',
    foreign: 'warning',
    title: 'No pod shares network, processes or files of its node.',
  },
  'FS-403': { check: 'hardening', severity: 'error', foreign: 'warning', title: 'Every image is pinned to a version.' },
  'FS-404': {
    check: 'hardening',
    severity: 'error',
    foreign: 'warning',
    title: 'Every container has requests and limits.',
  },
  'FS-405': {
    check: 'hardening',
    severity: 'error',
    foreign: 'warning',
    title: 'Every container has the restricted security context.',
  },
  'FS-406': { check: 'hardening', severity: 'error', foreign: 'warning', title: 'No variable holds a literal secret.' },
  'FS-407': {
    check: 'credential-arguments',
    severity: 'error',
    foreign: 'warning',
    title: 'No argument of a program is a secret.',
  },
  'FS-408': {
    check: 'plain-secrets',
    severity: 'error',
    foreign: 'warning',
    title: 'No password, token or private key stands in a manifest.',
  },
  'FS-410': { check: 'pod-security', severity: 'error', title: 'Each namespace admits the pods in it.' },
  'FS-411': { check: 'pod-security', severity: 'warning', title: 'Each namespace enforces a level of Pod Security.' },
  'FS-420': { check: 'roles', severity: 'warning', title: 'No role lets a program give itself more rights.' },
  'FS-421': { check: 'roles', severity: 'warning', title: 'Every role is bound.' },
  'FS-422': { check: 'tokens', severity: 'warning', title: 'No pod mounts a token that gives it no right.' },
  'FS-423': { check: 'tokens', severity: 'warning', title: 'A pod whose account has rights has a token.' },
  'FS-501': {
    check: 'embedded-configuration',
    severity: 'error',
    title: 'Every configuration file is one that its program starts with.',
  },
  'FS-502': {
    check: 'embedded-configuration',
    severity: 'warning',
    title: 'A program reads every key of its configuration file.',
  },
  'FS-503': { check: 'scripts', severity: 'error', title: 'Every script is one that its shell can read.' },
  'FS-504': { check: 'scripts', severity: 'warning', title: 'A script for sh needs nothing that only bash has.' },
  'FS-505': {
    check: 'configuration-context',
    severity: 'error',
    title: 'Ports, hosts and files that a configuration names exist around it.',
  },
  'FS-601': { check: 'promql', severity: 'error', title: 'Every expression is valid PromQL, and its types fit.' },
  'FS-602': { check: 'metrics', severity: 'error', title: 'Every metric and label of an expression exists.' },
  'FS-603': {
    check: 'monitors',
    severity: 'error',
    foreign: 'warning',
    title: 'Every monitor leads to a port of pods.',
  },
  'FS-604': { check: 'scrape-access', severity: 'error', title: 'Network policies let Prometheus reach its targets.' },
  'FS-605': { check: 'probe-access', severity: 'error', title: 'Network policies let probers reach their targets.' },
  'FS-606': { check: 'alert-routes', severity: 'error', foreign: 'warning', title: 'Every alert reaches a receiver.' },
  'FS-607': {
    check: 'verified-scrapes',
    severity: 'error',
    foreign: 'warning',
    title: 'Scrapes are verified, and leak no credentials.',
  },
  'FS-608': { check: 'monitors', severity: 'error', title: 'A Prometheus takes in every monitor and rule.' },
  'FS-609': { check: 'monitors', severity: 'error', title: 'A Prometheus may find the targets of its monitors.' },
  'FS-610': { check: 'monitors', severity: 'error', title: 'Probes and alerts are sent to Services that exist.' },
  'FS-701': { check: 'metric-stability', severity: 'error', title: 'The cluster serves every metric that is used.' },
  'FS-702': { check: 'metric-stability', severity: 'error', title: 'No expression uses a hidden metric.' },
  'FS-703': { check: 'metric-stability', severity: 'error', title: 'The cluster serves every label that is used.' },
  'FS-704': {
    check: 'histogram-forms',
    severity: 'error',
    title: 'Classic histograms are scraped where buckets are read.',
  },
  'FS-801': { check: 'kubernetes-version', severity: 'error', title: 'The cluster has every feature that is used.' },
  'FS-802': { check: 'immutable-fields', severity: 'error', title: 'No change touches a field that cannot change.' },
  'FS-803': { check: 'api-versions', severity: 'error', title: 'The cluster serves every version of the API.' },
  'FS-804': { check: 'data', severity: 'error', title: 'No claim shrinks, and a claim that grows can be expanded.' },
  'FS-805': { check: 'data', severity: 'warning', title: 'No change leaves data behind.' },
  'FS-806': { check: 'immutable-fields', severity: 'error', title: 'A Job that changes has another name.' },
  'FS-807': { check: 'api-versions', severity: 'error', title: 'Its definition serves every custom resource.' },
  'FS-808': {
    check: 'service-changes',
    severity: 'warning',
    title: 'Clients of a Service keep its address and ports.',
  },
  'FS-809': { check: 'scaling-changes', severity: 'warning', title: 'An autoscaler takes over the number of pods.' },
  'FS-810': { check: 'scaling-changes', severity: 'warning', title: 'Pods keep their PodDisruptionBudget.' },
  'FS-811': { check: 'service-changes', severity: 'warning', title: 'A changed Service selects pods that run.' },
  'FS-812': { check: 'strategy-changes', severity: 'error', title: 'Apply leaves no field of the old strategy.' },
  'FS-901': { check: 'construct', severity: 'error', title: 'Every construct is valid by its own rules.' },
  'FS-902': { check: 'openwhisk-settings', severity: 'error', title: 'Programs of OpenWhisk read all their settings.' },
  'FS-903': {
    check: 'collector-config',
    severity: 'error',
    title: 'Pipelines of a collector are complete, and name components that are defined.',
  },
  'FS-904': {
    check: 'collector-config',
    severity: 'warning',
    title: 'The memory limiter is the first processor of every pipeline of a collector.',
  },
  'FS-905': { check: 'collector-config', severity: 'error', title: 'A collector listens where other pods reach it.' },
  'FS-906': { check: 'collector-config', severity: 'warning', title: 'Exporters have the names of their version.' },
  'FS-907': { check: 'collector-config', severity: 'error', title: 'One collector sees all spans of a sampled trace.' },
  'FS-908': { check: 'openwhisk-settings', severity: 'error', title: 'OpenWhisk sends its spans to a usable URL.' },
  'FS-909': { check: 'ignore', severity: 'warning', title: 'Every ignore has a reason, and ignores something.' },
} as const satisfies Readonly<Record<`FS-${number}`, RuleFacts>>;

/** Id of a rule. */
export type RuleId = keyof typeof RULES;

/** The facts of a rule. */
export function factsOf(rule: RuleId): RuleFacts {
  return RULES[rule];
}
