import { buildApp } from '../../../charts/app';
import { runChecks } from '../../../lib/checks/all';
import { synthesize } from '../../../lib/kube/synthesis';
import { converted, platformOf } from './helm';

/** Files such as users of the chart have them. */
const CLUSTERS: Readonly<Record<string, string>> = {
  'a cluster on a laptop': `
whisk: { ingress: { type: NodePort, apiHostName: localhost, apiHostPort: 31001, useInternally: false } }
nginx: { httpsNodePort: 31001 }
affinity: { enabled: false }
toleration: { enabled: false }
invoker: { options: "-Dwhisk.kubernetes.user-pod-node-affinity.enabled=false", containerFactory: { impl: kubernetes } }`,
  'a lean one': `
whisk: { ingress: { type: NodePort, apiHostName: 10.0.0.5, apiHostPort: 31001 }, testing: { includeTests: false } }
controller: { lean: true, jvmHeapMB: "1024" }
k8s: { persistence: { enabled: false } }`,
  'invokers with Docker': `
whisk: { ingress: { type: LoadBalancer, apiHostName: ow.example.org, apiHostPort: 443, awsSSL: "true" } }
invoker: { containerFactory: { impl: docker, useRunc: true, networkConfig: { name: calico } }, jvmHeapMB: "1024" }
metrics: { prometheusEnabled: true, userMetricsEnabled: true }`,
  'servers of its own': `
whisk: { ingress: { apiHostName: ow.example.org } }
db: { external: true, host: couch.example.org, port: 6984, protocol: https, wipeAndInit: false, auth: { username: u, password: p } }
kafka: { external: true, connect_string: "k1.example.org:9092,k2.example.org:9092" }
zookeeper: { external: true, connect_string: "z1.example.org:2181", host: z1.example.org }
redis: { external: true, host: redis.example.org }`,
  'a private registry': `
docker: { registry: { name: "registry.example.org:5000/ow/", username: u, password: p }, timezone: Europe/Berlin }
controller: { imageTag: 1.2.3, imagePullPolicy: Always }
invoker: { imageTag: 1.2.3, imagePullPolicy: Always }
utility: { imageTag: 1.2.3, imagePullPolicy: Always }`,
  'schedulers and replicas': `
scheduler: { enabled: true, replicaCount: 2, queue: { throttlingFraction: 0.8 } }
controller: { replicaCount: 2, loglevel: debug }
kafka: { replicaCount: 3 }
zookeeper: { replicaCount: 3 }
pdb: { enable: true }
whisk: { kafka: { replicationFactor: 3 } }`,
  'an Ingress with a certificate': `
whisk:
  ingress:
    type: Standard
    apiHostName: ow.example.org
    apiHostPort: 443
    domain: ow.example.org
    useInternally: true
    tls: { enabled: true, secretenabled: true, createsecret: false, secretname: ow-cert }
    annotations: { kubernetes.io/ingress.class: public, nginx.ingress.kubernetes.io/proxy-read-timeout: "75" }
k8s: { dns: dns-default.openshift-dns }`,
};

describe('values files of real clusters', () => {
  test.each(Object.entries(CLUSTERS))('%s is built without findings', (_, yaml) => {
    const conversion = converted(yaml);
    expect(conversion.outcomes.filter(({ status }) => status === 'unknown')).toEqual([]);
    expect(platformOf(conversion)).toEqual(conversion.loaded.platform);
    expect(runChecks(synthesize(buildApp(conversion.loaded.platform)))).toEqual([]);
  });

  test('lines refer to the values file', () => {
    const { lineOf } = converted('\nkafka:\n  replicaCount: 3\n').loaded;
    expect(lineOf(['openwhisk', 'kafka', 'replicas'])).toBe(3);
    expect(lineOf(['openwhisk', 'kafka'])).toBe(3);
    expect(lineOf(['openwhisk', 'redis'])).toBeUndefined();
  });
});
