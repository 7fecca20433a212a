import { programMistakes } from '../gateway/program-mistakes';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { PROXY_READ_SECONDS } from './auth-proxy-conf';

/** An Ingress in front of a proxy that asks for a password. */
type ProtectedSection = NonNullable<Monitoring['prometheus']['ingress']>;

/** The mistakes in an Ingress: passwords are sent over TLS only, which ends in one place. */
export function ingressMistakes(path: ConfigPath, ingress: ProtectedSection): Mistake[] {
  if (ingress.gateway) return [];
  const section = path.join('.');
  if (ingress.tlsSecret && ingress.tlsTerminatedUpstream)
    return [
      {
        path: [...path, 'tlsTerminatedUpstream'],
        problem: 'with tlsSecret, TLS ends at the Ingress',
        allowed: `true without ${section}.tlsSecret`,
        fix: `remove it or, where a load balancer has the certificate, remove ${section}.tlsSecret`,
      },
    ];
  if (ingress.tlsSecret || ingress.tlsTerminatedUpstream) return [];
  return [
    {
      path,
      problem: `passwords for ${ingress.host} would be sent in clear text`,
      allowed: 'tlsSecret, or tlsTerminatedUpstream: true',
      fix: `add ${section}.tlsSecret: <Secret>, or tlsTerminatedUpstream: true where a load balancer has the certificate`,
    },
  ];
}

/** Prometheus and Alertmanager are behind TLS. */
export const ingressesAreEncrypted: SectionRule<Monitoring> = (spec) =>
  (['prometheus', 'alertmanager'] as const).flatMap((program): Mistake[] => {
    const { ingress } = spec[program];
    return ingress ? ingressMistakes(['monitoring', program, 'ingress'], ingress) : [];
  });

/** Time of a request to a program behind the proxy. */
export const LEAST_REQUEST = { seconds: PROXY_READ_SECONDS, reason: 'that the proxy waits for an answer' };

/** Routes in place of an Ingress are complete, and for https. */
export const routesAreRight: SectionRule<Monitoring> = ({ namespace, grafana, prometheus, alertmanager }) => [
  ...(grafana.enabled
    ? programMistakes({
        path: ['monitoring', 'grafana'],
        section: grafana,
        ofIngress: ['ingressClassName', 'ingressAnnotations'],
        namespace,
      })
    : []),
  ...Object.entries({ prometheus, alertmanager }).flatMap(([program, { ingress }]) =>
    ingress
      ? programMistakes({
          path: ['monitoring', program, 'ingress'],
          section: ingress,
          ofIngress: ['className', 'annotations', 'tlsTerminatedUpstream'],
          namespace,
          least: LEAST_REQUEST,
        })
      : [],
  ),
];

/** Each host leads to one program. */
export const hostsAreDistinct: SectionRule<Monitoring> = ({ prometheus, alertmanager, grafana }) => {
  const used = [
    ...(grafana.enabled && grafana.host ? [{ host: grafana.host, key: 'grafana.host' }] : []),
    ...(prometheus.ingress ? [{ host: prometheus.ingress.host, key: 'prometheus.ingress.host' }] : []),
    ...(alertmanager.ingress ? [{ host: alertmanager.ingress.host, key: 'alertmanager.ingress.host' }] : []),
  ];
  return used.flatMap(({ host, key }, index) => {
    const other = used.slice(0, index).find((earlier) => earlier.host === host);
    if (!other) return [];
    return [
      {
        path: ['monitoring', ...key.split('.')],
        problem: `'${host}' is already the value of monitoring.${other.key}`,
        allowed: 'a host per program',
        fix: 'write another host',
      },
    ];
  });
};
