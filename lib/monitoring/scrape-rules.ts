import { jobOf, METRIC_SOURCES } from '../catalogue/sources';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import { deployedNamespaces, isActionNamespace } from '../platform/namespaces';
import type { SectionRule } from '../platform/rule';
import { prometheusMilliseconds } from '../text/prometheus-duration';
import { identifiesOnce } from './http-client-rules';
import { relabelMistakes } from './relabel-rules';

type Job = Monitoring['scrape'][number];

/** A rule of one job; `at` is the path of one of its keys. */
type JobRule = (job: Job, at: (...key: ConfigPath) => ConfigPath, spec: Monitoring) => Mistake[];

const oneKindOfTargets: JobRule = ({ targets, pods }, at) =>
  (targets === undefined) === (pods === undefined)
    ? [
        {
          path: at(),
          problem: targets ? 'it has both targets and pods' : 'it has neither targets nor pods',
          allowed: 'one of the two',
          fix: targets
            ? 'split it into two jobs'
            : 'add targets: [<host>:<port>], or pods: { namespace, labels, port }',
        },
      ]
    : [];

const nameIsFree: JobRule = ({ name }, at, { scrape }) => {
  const path = at('name');
  if (METRIC_SOURCES.some((source) => jobOf(source) === name)) {
    const problem = `'${name}' is a job of the platform, whose rules would evaluate these series, too`;
    return [{ path, problem, allowed: 'a name that no job of the platform has', fix: `write my-${name}` }];
  }
  return scrape.filter((other) => other.name === name).length > 1
    ? [{ path, problem: `there are two jobs '${name}'`, allowed: 'each name once', fix: 'rename one of them' }]
    : [];
};

const oneCredential: JobRule = (job, at) => identifiesOnce(job, at());

const tlsNeedsHttps: JobRule = ({ tls, scheme }, at) =>
  tls && scheme === 'http'
    ? [
        {
          path: at('tls'),
          problem: 'with scheme http, the connection has no TLS',
          allowed: 'tls together with scheme: https',
          fix: 'write scheme: https, or remove tls',
        },
      ]
    : [];

const timeoutFits: JobRule = ({ timeout, interval }, at, { prometheus }) => {
  const between = interval ?? prometheus.scrapeInterval;
  return timeout && prometheusMilliseconds(timeout) > prometheusMilliseconds(between)
    ? [
        {
          path: at('timeout'),
          problem: `${timeout} is longer than the scrape interval, ${between}`,
          allowed: `${between} or less`,
          fix: interval ? 'shorten it, or raise interval' : 'shorten it, or add a longer interval',
        },
      ]
    : [];
};

const relabelingsAreRight: JobRule = (job, at) =>
  (['relabelings', 'metricRelabelings'] as const).flatMap((list) =>
    relabelMistakes(job[list], (...entry) => at(list, ...entry)),
  );

const RULES: readonly JobRule[] = [
  oneKindOfTargets,
  nameIsFree,
  oneCredential,
  tlsNeedsHttps,
  timeoutFits,
  relabelingsAreRight,
];

/** Scrape jobs are complete, and do not interfere with the platform's. */
export const scrapeJobsAreRight: SectionRule<Monitoring> = (spec, platform) => {
  const own = deployedNamespaces(platform);
  return spec.scrape.flatMap((job, index) => {
    const at = (...key: ConfigPath): ConfigPath => ['monitoring', 'scrape', index, ...key];
    const namespace = job.pods?.namespace;
    return [
      ...RULES.flatMap((rule) => rule(job, at, spec)),
      ...(namespace && own.includes(namespace)
        ? [
            {
              path: at('pods', 'namespace'),
              problem: isActionNamespace(platform, namespace)
                ? `'${namespace}' is the namespace of action pods, which admit connections of invokers only`
                : `'${namespace}' is a namespace of the platform, whose pods are scraped anyway`,
              allowed: 'a namespace outside the platform',
              fix: 'remove the job, or write another namespace',
            },
          ]
        : []),
    ];
  });
};
