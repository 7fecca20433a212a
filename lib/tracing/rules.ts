import { programMistakes } from '../gateway/program-mistakes';
import { ingressMistakes, LEAST_REQUEST } from '../monitoring/ingress-rules';
import type { Mistake } from '../platform/mistake';
import type { Platform, Tracing } from '../platform/model';
import { sharedNamespace } from '../platform/namespaces';
import type { SectionRule } from '../platform/rule';
import { longestActionSeconds } from './cache-expiry';
import { isEncrypted } from './collector';
import { retentionFits } from './retention-rules';

const ownNamespace: SectionRule<Tracing> = (_, platform) =>
  sharedNamespace(platform, 'tracing', 'another one: tracing has Secrets that other parts must not have');

const ownNodeNamespace: SectionRule<Tracing> = (_, platform) =>
  sharedNamespace(platform, 'traceAgents', 'one of its own: it admits pods with ports of their node');

const nodesHaveAgents: SectionRule<Tracing> = ({ agent: { enabled, node } }) =>
  enabled
    ? []
    : Object.entries(node).flatMap(([program, settings]) =>
        settings
          ? [
              {
                path: ['tracing', 'agent', 'node', program],
                problem: 'it has no effect: no collector on the node takes its spans',
                allowed: `${program} with tracing.agent.enabled: true`,
                fix: 'set tracing.agent.enabled: true, or remove it',
              },
            ]
          : [],
      );

const tracesGoSomewhere: SectionRule<Tracing> = ({ jaeger, external }) =>
  jaeger.enabled || external
    ? []
    : [
        {
          path: ['tracing', 'jaeger', 'enabled'],
          problem: 'the collector has no backend, and does not start with a pipeline without an exporter',
          allowed: 'true, or tracing.external',
          fix: 'remove it, or add tracing.external with the url of your server',
        },
      ];

const samplerSeesWholeTraces: SectionRule<Tracing> = ({ collector: { tailSampling, replicas } }) =>
  tailSampling && replicas > 1
    ? [
        {
          path: ['tracing', 'collector', 'replicas'],
          problem: `with tailSampling, ${replicas} pods would each decide on a part of the spans of a trace`,
          allowed: '1 with tracing.collector.tailSampling',
          fix: 'write 1 and raise tracing.collector.resources, or remove tailSampling and lower tracing.openwhisk.sampleRate',
        },
      ]
    : [];

const onePodHoldsItsStorage: SectionRule<Tracing> = ({ jaeger: { enabled, replicas, storage } }) =>
  enabled && replicas > 1 && storage.type !== 'elasticsearch'
    ? [
        {
          path: ['tracing', 'jaeger', 'replicas'],
          problem: `the storage of type ${storage.type} belongs to one pod, and ${replicas} would each have a part of the traces`,
          allowed: '1, or more with tracing.jaeger.storage.type: elasticsearch',
          fix: 'write 1, or set tracing.jaeger.storage.type: elasticsearch',
        },
      ]
    : [];

const elasticsearchIsThere: SectionRule<Tracing> = ({ jaeger }, { logging }) => {
  if (!jaeger.enabled || jaeger.storage.type !== 'elasticsearch') return [];
  const path = ['tracing', 'jaeger', 'storage', 'type'];
  if (!logging.enabled) {
    return [
      {
        path,
        problem: 'there is no Elasticsearch: logging is off',
        allowed: 'elasticsearch with logging.enabled: true; memory, badger',
        fix: 'set logging.enabled: true, or write badger',
      },
    ];
  }
  const { external } = logging.elasticsearch;
  return !external || external.jaegerSecret
    ? []
    : [
        {
          path: ['logging', 'elasticsearch', 'external'],
          problem: 'Jaeger has no user on the server',
          allowed: 'external with jaegerSecret, or another tracing.jaeger.storage.type',
          fix: 'create a Secret with username and password of a user who may create, write and read the indices, and name it in jaegerSecret',
        },
      ];
};

const spansLiveLongEnough: SectionRule<Tracing> = ({ openwhisk: { enabled, cacheExpirySeconds } }, platform) => {
  const longest = longestActionSeconds(platform);
  if (!platform.openwhisk.enabled || !enabled || cacheExpirySeconds === undefined || cacheExpirySeconds > longest) {
    return [];
  }
  return [
    {
      path: ['tracing', 'openwhisk', 'cacheExpirySeconds'],
      problem: `OpenWhisk drops a span that lasts ${cacheExpirySeconds} s, and an action may take ${longest} s (openwhisk.limits.time.max)`,
      allowed: `more than ${longest}`,
      fix: 'leave it out, or lower openwhisk.limits.time.max',
    },
  ];
};

const headersComeFromASecret: SectionRule<Tracing> = ({ external }) => {
  if (!external) return [];
  const { headers, headersSecret, url, caSecret, serverName } = external;
  const path = ['tracing', 'external'];
  const unused = (['caSecret', 'serverName'] as const).filter((key) => ({ caSecret, serverName })[key]);
  return [
    ...(headers.length > 0 && !headersSecret
      ? [
          {
            path: [...path, 'headers'],
            problem: 'the values of the headers are missing',
            allowed: 'headers together with headersSecret',
            fix: 'create a Secret with a key for each header, and name it in tracing.external.headersSecret',
          },
        ]
      : []),
    ...(headers.length === 0 && headersSecret
      ? [
          {
            path: [...path, 'headersSecret'],
            problem: 'it has no effect: headers names no key of it',
            allowed: 'headersSecret together with headers',
            fix: 'list the keys in tracing.external.headers, or remove it',
          },
        ]
      : []),
    ...(headersSecret && !isEncrypted(url)
      ? [
          {
            path: [...path, 'url'],
            problem: 'the headers of headersSecret would be sent in clear text',
            allowed: 'a URL with https, or one without headersSecret',
            fix: 'write https instead of http, or remove headers and headersSecret',
          },
        ]
      : []),
    ...(isEncrypted(url)
      ? []
      : unused.map((key) => ({
          path: [...path, key],
          problem: 'it has no effect: the URL is without TLS',
          allowed: `${key} with a URL that begins with https`,
          fix: 'write https instead of http in tracing.external.url, or remove it',
        }))),
  ];
};

const uiIsProtected: SectionRule<Tracing> = ({ namespace, jaeger: { enabled, ingress } }) =>
  enabled && ingress
    ? [
        ...ingressMistakes(['tracing', 'jaeger', 'ingress'], ingress),
        ...programMistakes({
          path: ['tracing', 'jaeger', 'ingress'],
          section: ingress,
          ofIngress: ['className', 'annotations', 'tlsTerminatedUpstream'],
          namespace,
          least: LEAST_REQUEST,
        }),
      ]
    : [];

const RULES: readonly SectionRule<Tracing>[] = [
  ownNamespace,
  ownNodeNamespace,
  nodesHaveAgents,
  tracesGoSomewhere,
  samplerSeesWholeTraces,
  onePodHoldsItsStorage,
  elasticsearchIsThere,
  retentionFits,
  spansLiveLongEnough,
  headersComeFromASecret,
  uiIsProtected,
];

/** The mistakes between the values of tracing; none while it is off. */
export function tracingMistakes(platform: Platform): Mistake[] {
  const { tracing } = platform;
  return tracing.enabled ? RULES.flatMap((rule) => rule(tracing, platform)) : [];
}
