import type { Construct, IConstruct } from 'constructs';
import type { Manifest, Synthesis } from '../kube/synthesis';
import { Kibana } from '../logging/kibana';
import { Grafana } from '../monitoring/grafana';
import { apiHostOf } from '../openwhisk/api-host';
import { Credentials } from '../openwhisk/credentials';
import { NginxService } from '../openwhisk/nginx';
import type { Platform } from '../platform/model';
import { namespacesOf } from '../platform/namespaces';

/** Addresses and credentials of a running platform. */
export interface PlatformOutputs {
  /** URL of OpenWhisk's API host, as clients of the platform use it. @default - OpenWhisk is off. */
  readonly apiHost?: string;
  /** URL of Grafana, or the command that forwards a port to it. @default - Grafana is off. */
  readonly grafana?: string;
  /** URL of Kibana, or the command that forwards a port to it. @default - Kibana is off. */
  readonly kibana?: string;
  /** Commands that print credentials, by user. The commands themselves contain no credentials. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** The outputs of a platform, read from its constructs. */
export function outputsOf(platform: Platform, synthesis: Synthesis): PlatformOutputs {
  const namespaces = namespacesOf(platform);
  const grafana = find(synthesis, Grafana);
  const kibana = find(synthesis, Kibana);
  const whisk = find(synthesis, Credentials)?.whisk;
  return {
    ...(platform.openwhisk.enabled ? { apiHost: apiHost(platform, synthesis) } : {}),
    ...(grafana ? { grafana: webAddress(synthesis, grafana) } : {}),
    ...(kibana ? { kibana: webAddress(synthesis, kibana) } : {}),
    credentials: {
      ...(whisk ? { guest: printSecret(namespaces.openwhisk.namespace, whisk.name, 'guest') } : {}),
      ...(grafana
        ? { grafana: printSecret(namespaces.monitoring.namespace, grafana.administrator.name, 'password') }
        : {}),
    },
  };
}

/** The construct of a type; none where the platform is without it. */
function find<T extends Construct>({ app }: Synthesis, type: new (...args: never[]) => T): T | undefined {
  return app.node.findAll().find((construct): construct is T => construct instanceof type);
}

function apiHost({ openwhisk }: Platform, synthesis: Synthesis): string {
  const service = openwhisk.ingress.type === 'None' ? find(synthesis, NginxService) : undefined;
  return service ? `http://${service.entry.host} (within the cluster only)` : apiHostOf(openwhisk.ingress).url;
}

/** The address of a web interface: its Ingress or route, or else a command that forwards a port to its Service. */
function webAddress({ objects }: Synthesis, component: IConstruct): string | undefined {
  const own = objects
    .filter(({ construct }) => construct.node.scopes.includes(component))
    .map(({ manifest }) => manifest);
  const ingress = own.find(({ kind }) => kind === 'Ingress');
  if (ingress) return ingressUrl(ingress);
  const route = own.find(({ kind }) => kind === 'HTTPRoute');
  if (route) return `https://${(route['spec'] as { readonly hostnames: readonly string[] }).hostnames[0]}`;
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

/** The command that prints one value of a Secret. JSONPath needs a backslash before a dot in a key. */
function printSecret(namespace: string, name: string, key: string): string {
  const field = key.replaceAll('.', '\\.');
  return `kubectl get secret --namespace ${namespace} ${name} --output jsonpath='{.data.${field}}' | base64 --decode`;
}
