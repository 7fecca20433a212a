import type { Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { prometheusMilliseconds } from '../text/prometheus-duration';

const PATH = ['monitoring', 'prometheus'];

/** A scrape ends before the next one begins: Prometheus refuses the whole configuration otherwise. */
export const timeoutFits: SectionRule<Monitoring> = ({ prometheus: { scrapeTimeout, scrapeInterval } }) => {
  if (!scrapeTimeout || prometheusMilliseconds(scrapeTimeout) <= prometheusMilliseconds(scrapeInterval)) return [];
  return [
    {
      path: [...PATH, 'scrapeTimeout'],
      problem: `${scrapeTimeout} is longer than monitoring.prometheus.scrapeInterval, ${scrapeInterval}`,
      allowed: `at most ${scrapeInterval}`,
      fix: `write ${scrapeInterval}, or raise monitoring.prometheus.scrapeInterval`,
    },
  ];
};

/** Each receiver has senders, and senders have a receiver. */
export const receiversHaveSenders: SectionRule<Monitoring> = ({ prometheus: { receivers, ingress } }): Mistake[] => {
  if (!receivers) return [];
  const { remoteWrite, otlp, from } = receivers;
  const receives = remoteWrite || otlp !== undefined;
  const path = [...PATH, 'receivers'];
  if (!receives)
    return [
      {
        path,
        problem: 'neither remoteWrite nor otlp is on',
        allowed: 'one of them, or both',
        fix: 'add remoteWrite: true or otlp: {}, or remove receivers',
      },
    ];
  if (from.length === 0 && !ingress)
    return [
      {
        path,
        problem: 'no namespace may send to the receivers',
        allowed: 'the namespaces of the senders in from',
        fix: 'add from: [<namespace>]',
      },
    ];
  return [];
};

/** Names with dots need UTF-8 (Prometheus 3.16, config/config.go: "not allowed when UTF8 is disabled"). */
export const translationIsPossible: SectionRule<Monitoring> = ({ prometheus: { receivers, nameValidationScheme } }) => {
  const strategy = receivers?.otlp?.translationStrategy;
  if (nameValidationScheme === 'UTF8' || !strategy?.startsWith('No')) return [];
  return [
    {
      path: [...PATH, 'receivers', 'otlp', 'translationStrategy'],
      problem: `${strategy} keeps names that monitoring.prometheus.nameValidationScheme: ${nameValidationScheme} refuses`,
      allowed: 'UnderscoreEscapingWithSuffixes, UnderscoreEscapingWithoutSuffixes',
      fix: 'write one of these, or nameValidationScheme: UTF8',
    },
  ];
};

const DELTAS = ['otlp-deltatocumulative', 'otlp-native-delta-ingestion'] as const;

/** Prometheus does not start with both. */
export const deltasAreHandledOnce: SectionRule<Monitoring> = ({ prometheus: { enableFeatures } }) =>
  DELTAS.every((feature) => enableFeatures.includes(feature))
    ? [
        {
          path: [...PATH, 'enableFeatures'],
          problem: `${DELTAS.join(' and ')} exclude each other`,
          allowed: 'one of them',
          fix: 'remove one',
        },
      ]
    : [];
