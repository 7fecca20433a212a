import { z } from 'zod';

const scraped = (what: string) =>
  z.boolean().default(true).describe(`Scrape ${what}. Off: its rules and dashboards are left out.`);

/** Programs of Kubernetes that are scraped. `cluster.dnsMetrics` is the switch of CoreDNS. */
export const targetsSchema = z
  .strictObject({
    apiServer: scraped('the API server'),
    kubelet: scraped('the kubelets, with cAdvisor and the probes of containers'),
    controllerManager: scraped('the controller manager, with `cluster.controlPlane: kubeadm`'),
    scheduler: scraped('the scheduler, with `cluster.controlPlane: kubeadm`'),
    etcd: scraped('etcd, with `cluster.controlPlane: kubeadm`'),
    proxy: scraped('kube-proxy, with `cluster.controlPlane: kubeadm`'),
  })
  .prefault({})
  .describe('Programs of Kubernetes that are scraped.');
