import type { Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { noPrometheus } from '../platform/queried-prometheus';
import type { Rule } from '../platform/rule';

const certificatesAreTrusted: Rule = ({ autoscaling: { tls } }) => {
  const path = ['autoscaling', 'tls'];
  if (tls.existingSecret && !tls.caBundle && !tls.insecure) {
    return [
      {
        path: [...path, 'existingSecret'],
        problem: 'the API server cannot verify a certificate without its CA',
        allowed: 'existingSecret with caBundle',
        fix: 'write the PEM certificate of the authority into autoscaling.tls.caBundle',
      },
    ];
  }
  return tls.caBundle && !tls.existingSecret
    ? [
        {
          path: [...path, 'caBundle'],
          problem: 'it belongs to a user-provided certificate, and there is none',
          allowed: 'caBundle with existingSecret',
          fix: 'name the Secret in autoscaling.tls.existingSecret, or remove caBundle',
        },
      ]
    : [];
};

const kubeletsAreVerified: Rule = ({ cluster, autoscaling: { resourceMetrics, metricsServer } }) => {
  const path = ['autoscaling', 'metricsServer', 'insecureKubelets'];
  if (resourceMetrics !== 'metrics-server') return [];
  const selfSigned = cluster.kubeletCertificates === 'self-signed';
  if (selfSigned && !metricsServer.insecureKubelets) {
    return [
      {
        path,
        problem: 'metrics-server cannot verify kubelets whose certificates are self-signed',
        allowed: 'true with cluster.kubeletCertificates: self-signed; false with cluster',
        fix: 'have the cluster sign them (serverTLSBootstrap) and set cluster.kubeletCertificates: cluster; or write true',
      },
    ];
  }
  return !selfSigned && metricsServer.insecureKubelets
    ? [
        {
          path,
          problem: 'true is not needed: with cluster.kubeletCertificates: cluster, the cluster signs them',
          allowed: 'false',
          fix: 'remove it',
        },
      ]
    : [];
};

const adapterHasPrometheus: Rule = (platform) => {
  const none = noPrometheus(platform);
  if (!none || platform.autoscaling.resourceMetrics !== 'prometheus-adapter') return [];
  return [
    {
      path: ['autoscaling', 'resourceMetrics'],
      problem: `prometheus-adapter has no Prometheus to query: ${none.reason}`,
      allowed: `none or metrics-server ${none.state}`,
      fix: `${none.fix}, or write metrics-server`,
    },
  ];
};

const RULES: readonly Rule[] = [certificatesAreTrusted, kubeletsAreVerified, adapterHasPrometheus];

/** The mistakes between the values of the components that measure for autoscaling. */
export function meterMistakes(platform: Platform): Mistake[] {
  return RULES.flatMap((rule) => rule(platform));
}
