import { prometheusMilliseconds } from '../text/prometheus-duration';
import type { FieldPath, Fields, Problem } from './problem';
import { LABEL_NAME } from './semantics-relabel';
import type { KubernetesSDConfig, ProbeSpec, PrometheusSpec, ScrapeConfigSpec } from './types';

/** scrapeTimeout may not exceed scrapeInterval, if both are set. */
export function timeoutProblems({ scrapeTimeout, scrapeInterval, interval }: Fields, path: FieldPath): Problem[] {
  const between = scrapeInterval ?? interval;
  if (typeof scrapeTimeout !== 'string' || typeof between !== 'string') return [];
  if (prometheusMilliseconds(scrapeTimeout) <= prometheusMilliseconds(between)) return [];
  return [
    {
      path: [...path, 'scrapeTimeout'],
      text: `${scrapeTimeout} is longer than the interval of ${between}; write ${between} or less`,
    },
  ];
}

/** `blackbox-exporter:9115`: a name or an address, with or without a port, and no scheme. */
const HOST_PORT = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?::(\d{1,5}))?$/;

/** Facts about a probe. */
export function probeProblems({ targets, prober }: ProbeSpec): Problem[] {
  const problems: Problem[] = [];
  if (!targets?.staticConfig && !targets?.ingress) {
    problems.push({ path: ['spec', 'targets'], text: 'has neither staticConfig nor ingress; add one of them' });
  }
  const port = Number(HOST_PORT.exec(prober?.url ?? '')?.[1] ?? 1);
  if (prober && (!HOST_PORT.test(prober.url) || port < 1 || port > 65535)) {
    problems.push({
      path: ['spec', 'prober', 'url'],
      text: `'${prober.url}' is not a host; write host or host:port; scheme and path have their own fields`,
    });
  }
  return [...problems, ...labelNames(targets?.staticConfig?.labels, ['spec', 'targets', 'staticConfig', 'labels'])];
}

/** Facts about the targets of a scrape configuration. */
export function scrapeConfigProblems({ staticConfigs = [], kubernetesSDConfigs = [] }: ScrapeConfigSpec): Problem[] {
  return [
    ...staticConfigs.flatMap(({ labels }, index) => labelNames(labels, ['spec', 'staticConfigs', index, 'labels'])),
    ...kubernetesSDConfigs.flatMap((config, index) =>
      kubernetesProblems(config).map(({ path, text }) => ({
        path: ['spec', 'kubernetesSDConfigs', index, ...path],
        text,
      })),
    ),
  ];
}

/** Roles of selectors per discovery role (Prometheus, "kubernetes_sd_config", selectors). */
const SELECTABLE: Readonly<Record<string, readonly string[]>> = {
  endpoints: ['pod', 'service', 'endpoints'],
  endpointslice: ['pod', 'service', 'endpointslice'],
};

function kubernetesProblems({ role, selectors = [], apiServer, namespaces }: KubernetesSDConfig): Problem[] {
  const allowed = SELECTABLE[role.toLowerCase()] ?? [role.toLowerCase()];
  const problems: Problem[] = selectors.flatMap((selector, index) =>
    allowed.includes(selector.role.toLowerCase())
      ? []
      : [
          {
            path: ['selectors', index, 'role'],
            text: `${selector.role} is not selected to find role ${role}; write one of ${allowed.join(', ')}`,
          },
        ],
  );
  if (apiServer !== undefined && namespaces?.ownNamespace) {
    problems.push({ path: ['namespaces', 'ownNamespace'], text: 'has no effect with another apiServer; remove it' });
  }
  return problems;
}

/** Facts about a Prometheus server or agent. */
export function prometheusProblems({ scrapeClasses = [], otlp }: PrometheusSpec): Problem[] {
  const problems: Problem[] = scrapeClasses
    .map((scrapeClass, index) => ({ scrapeClass, path: ['spec', 'scrapeClasses', index, 'default'] }))
    .filter(({ scrapeClass }) => scrapeClass.default)
    .slice(1)
    .map(({ path }) => ({ path, text: 'there is another default; keep it at one class' }));
  const path = ['spec', 'otlp'];
  const {
    promoteAllResourceAttributes: all,
    promoteResourceAttributes = [],
    ignoreResourceAttributes = [],
  } = otlp ?? {};
  if (all && promoteResourceAttributes.length > 0) {
    problems.push({ path, text: 'has promoteAllResourceAttributes and promoteResourceAttributes; keep one of them' });
  }
  if (!all && ignoreResourceAttributes.length > 0) {
    problems.push({ path, text: 'has ignoreResourceAttributes without promoteAllResourceAttributes; add it' });
  }
  return problems;
}

function labelNames(labels: Readonly<Record<string, string>> | undefined, path: FieldPath): Problem[] {
  return Object.keys(labels ?? {})
    .filter((name) => !LABEL_NAME.test(name))
    .map((name) => ({ path: [...path, name], text: 'is not a label name; write letters, digits and _' }));
}
