import type { AlertCases, Scenario } from '../alerts/alert-case';

const build = (job: string, version: string): Scenario['series'] => ({
  [`kubernetes_build_info{job="${job}",git_version="${version}"${job === 'kubelet' ? ',metrics_path="/metrics"' : ''}}`]:
    '1x30',
});

/** Requests of a kubelet a minute: those that fail with each code, and all others. */
const requests = (failed: Readonly<Record<string, number>>, others: number): Scenario['series'] =>
  Object.fromEntries(
    Object.entries({ ...failed, 200: others }).map(([code, count]) => [
      `rest_client_requests_total{job="kubelet",namespace="kube-system",instance="i",code="${code}",method="GET"}`,
      `0+${count}x60`,
    ]),
  );

/** Cases of the group `kubernetes-system`. */
export const cases: AlertCases = {
  KubeVersionMismatch: {
    fires: {
      series: { ...build('apiserver', 'v1.36.1'), ...build('kubelet', 'v1.35.4-eks-1') },
      at: '15m',
      expect: { warning: 1 },
    },
    // What is built with the same libraries is no part of Kubernetes.
    silent: {
      series: {
        ...build('apiserver', 'v1.36.1'),
        ...build('kubelet', 'v1.36.0'),
        ...build('kube-proxy', 'v1.36.1+k3s1'),
        ...build('metrics-server', 'v0.0.0-master'),
      },
      at: '20m',
    },
    ends: '20m',
    gone: '20m',
    decides: ['job', 'metrics_path'],
  },
  KubeClientErrors: {
    fires: {
      series: requests({ 500: 1, 503: 1 }, 98),
      at: '16m',
      expect: { warning: 1 },
      labels: { job: 'kubelet', instance: 'i' },
    },
    // A client cuts off requests of its own, such as the renewal of a lease.
    silent: { series: requests({ 503: 1, 404: 50, '<error>': 2 }, 47), at: '40m' },
    ends: '22m',
    gone: '20m',
    decides: ['code'],
    divided: ['code'],
  },
};
