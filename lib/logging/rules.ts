import { FLUENTD_RULES } from './fluentd-rules';
import { copiesOfLogs } from './indices';
import { programMistakes } from '../gateway/program-mistakes';
import { gib, neededGib, usableGib, USABLE_PERCENT } from '../elasticsearch/capacity';
import { nodeMistakes } from '../elasticsearch/rules';
import type { Mistake } from '../platform/mistake';
import type { Logging, Platform } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { sharedNamespace } from '../platform/namespaces';

const ownNamespaces: SectionRule<Logging> = (_, platform) => [
  ...sharedNamespace(platform, 'logging', 'another one: logging has Secrets that other parts must not have'),
  ...sharedNamespace(platform, 'fluentd', 'one of its own: it admits pods with access to their node'),
];

const nodesWork: SectionRule<Logging> = (logging) => {
  const { external } = logging.elasticsearch;
  const copies = { path: ['logging', 'indices', 'copies'], number: copiesOfLogs(logging) };
  return external ? [] : nodeMistakes(['logging', 'elasticsearch'], logging.elasticsearch, copies);
};

const retentionFits: SectionRule<Logging> = (logging) => {
  const { external, replicas, size } = logging.elasticsearch;
  if (external) return [];
  const { retentionDays, gibPerDay } = logging.indices;
  const copies = copiesOfLogs(logging);
  const needed = neededGib(logging.indices, copies);
  const usable = usableGib(logging.elasticsearch);
  if (needed <= usable) return [];
  const days = Math.floor(usable / gibPerDay / (1 + copies));
  const least = Math.ceil((needed * 100) / (USABLE_PERCENT * replicas));
  return [
    {
      path: ['logging', 'indices', 'retentionDays'],
      problem: `${gibPerDay} GiB per day for ${retentionDays} days, ${1 + copies} times, are ${gib(needed)}; ${replicas} × ${size} hold ${gib(usable)}, with 15 % left free`,
      allowed: `at most ${days} with these volumes`,
      fix: `${days > 0 ? `write ${days}, or ` : ''}set logging.elasticsearch.size: ${least}Gi`,
    },
  ];
};

/** Options of Kibana's Ingress, which is created for a host. */
const OF_INGRESS = ['ingressClassName', 'ingressAnnotations', 'tlsSecret', 'tlsTerminatedUpstream'] as const;

const ingressHasHost: SectionRule<Logging> = ({ kibana }) =>
  OF_INGRESS.filter((key) => {
    const value = kibana[key];
    return typeof value === 'object' ? Object.keys(value).length > 0 : value;
  }).flatMap((key) =>
    kibana.host
      ? []
      : [
          {
            path: ['logging', 'kibana', key],
            problem: 'no Ingress uses it',
            allowed: `${key} together with host`,
            fix: `add logging.kibana.host, or remove ${key}`,
          },
        ],
  );

const routesAreRight: SectionRule<Logging> = ({ namespace, kibana }) =>
  kibana.enabled
    ? programMistakes({
        path: ['logging', 'kibana'],
        section: kibana,
        ofIngress: ['ingressClassName', 'ingressAnnotations', 'tlsTerminatedUpstream'],
        namespace,
      })
    : [];

const tlsEndsOnce: SectionRule<Logging> = ({ kibana: { tlsSecret, tlsTerminatedUpstream } }) =>
  tlsSecret && tlsTerminatedUpstream
    ? [
        {
          path: ['logging', 'kibana', 'tlsTerminatedUpstream'],
          problem: 'with tlsSecret, TLS ends at the Ingress',
          allowed: 'true without logging.kibana.tlsSecret',
          fix: 'remove it or, where a load balancer has the certificate, remove logging.kibana.tlsSecret',
        },
      ]
    : [];

const kibanaHasElasticsearch: SectionRule<Logging> = ({ elasticsearch: { external }, kibana }) => {
  if (!external || !kibana.enabled) return [];
  if (external.kind === 'opensearch') {
    return [
      {
        path: ['logging', 'kibana', 'enabled'],
        problem: 'Kibana does not support OpenSearch',
        allowed: 'false with logging.elasticsearch.external.kind: opensearch',
        fix: 'set logging.kibana.enabled: false, and use the dashboards of your OpenSearch',
      },
    ];
  }
  return external.kibanaSecret
    ? []
    : [
        {
          path: ['logging', 'elasticsearch', 'external'],
          problem: 'Kibana has no user on the server',
          allowed: 'external with kibanaSecret, or without Kibana',
          fix: 'create a Secret with username and password of a user with the role kibana_system, and name it in kibanaSecret',
        },
      ];
};

const noForeignSnapshots: SectionRule<Logging> = ({ elasticsearch: { external, snapshots } }) =>
  external && snapshots
    ? [
        {
          path: ['logging', 'elasticsearch', 'snapshots'],
          problem: 'an external server takes its own snapshots',
          allowed: 'snapshots without logging.elasticsearch.external',
          fix: 'remove snapshots',
        },
      ]
    : [];

const snapshotsHaveBucket: SectionRule<Logging> = ({ elasticsearch: { snapshots } }) =>
  snapshots && snapshots.type !== 'azure' && !snapshots.settings['bucket']
    ? [
        {
          path: ['logging', 'elasticsearch', 'snapshots', 'settings'],
          problem: `a repository of type ${snapshots.type} has no bucket`,
          allowed: 'settings with bucket',
          fix: 'add bucket, the name of the bucket',
        },
      ]
    : [];

const RULES: readonly SectionRule<Logging>[] = [
  ...FLUENTD_RULES,
  ownNamespaces,
  nodesWork,
  retentionFits,
  ingressHasHost,
  tlsEndsOnce,
  routesAreRight,
  kibanaHasElasticsearch,
  noForeignSnapshots,
  snapshotsHaveBucket,
];

/** The mistakes between the values of logging; none while it is off. */
export function loggingMistakes(platform: Platform): Mistake[] {
  const { logging } = platform;
  return logging.enabled ? RULES.flatMap((rule) => rule(logging, platform)) : [];
}
