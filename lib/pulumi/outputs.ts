import type { Manifest, Synthesis } from '../kube/synthesis';
import type { Platform } from '../platform/model';

/** Outputs of a running platform. */
export interface PlatformOutputs {
  /** URL of the API host, as clients of the platform use it. */
  readonly apiHost: string;
  /** URL of Grafana, or the command that makes it reachable. @default - there is none. */
  readonly grafana?: string;
  /** The same for Kibana. @default - there is none. */
  readonly kibana?: string;
  /** Commands that print credentials, by what they are for. The commands contain no credentials themselves. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** Outputs of a platform for its users. */
export function outputsOf(platform: Platform, synthesis: Synthesis): PlatformOutputs {
  const { openwhisk, monitoring, name, namespace } = platform;
  const { protocol, name: host, port } = openwhisk.ingress.apiHost;
  const grafana = web(synthesis, 'grafana');
  const kibana = web(synthesis, 'kibana');
  return {
    apiHost:
      openwhisk.ingress.type === 'None'
        ? `http://${name}-nginx.${namespace}.svc.${platform.cluster.domain} (within the cluster only)`
        : `${protocol}://${host}:${port}`,
    ...(grafana ? { grafana } : {}),
    ...(kibana ? { kibana } : {}),
    credentials: {
      guest: printSecret(namespace, openwhisk.auth.existingSecret ?? `${name}-whisk.auth`, 'guest'),
      ...(grafana
        ? {
            grafana: printSecret(
              monitoring.namespace,
              monitoring.grafana.existingSecret ?? `${name}-grafana`,
              'password',
            ),
          }
        : {}),
    },
  };
}

const COMPONENT = 'app.kubernetes.io/component';

/** Where the web interface of a component is: its Ingress, or else a way to its Service. */
function web({ objects }: Synthesis, component: string): string | undefined {
  const own = objects
    .map(({ manifest }) => manifest)
    .filter(({ metadata }) => metadata.labels?.[COMPONENT] === component);
  const ingress = own.find(({ kind }) => kind === 'Ingress');
  if (ingress) return ingressUrl(ingress);
  const service = own.find(({ kind }) => kind === 'Service');
  if (!service) return undefined;
  const { ports } = service['spec'] as { readonly ports: readonly { readonly port: number }[] };
  const port = ports[0]?.port ?? 80;
  const { namespace = 'default', name } = service.metadata;
  return `kubectl port-forward --namespace ${namespace} service/${name} ${port}, then http://localhost:${port}`;
}

function ingressUrl(ingress: Manifest): string | undefined {
  const { tls, rules } = ingress['spec'] as { readonly tls?: unknown; readonly rules: readonly { host: string }[] };
  return rules[0] && `${tls ? 'https' : 'http'}://${rules[0].host}`;
}

/** The command that prints one value of a Secret. A dot in a key is escaped, for it would lead into the value. */
function printSecret(namespace: string, name: string, key: string): string {
  const field = key.replaceAll('.', '\\.');
  return `kubectl get secret --namespace ${namespace} ${name} --output jsonpath='{.data.${field}}' | base64 --decode`;
}
