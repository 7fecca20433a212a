import type { provider } from '@pulumi/pulumi';
import * as pulumi from '@pulumi/pulumi';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Api, ApiError } from '../api';
import { Resources } from '../resources';
import { until } from '../wait';
import type { Manifest } from '../wire-types';
import { isWorkloadKind, progressOf, type Workload } from '../workloads';

/** Seconds until a workload or a Service has to be ready, or something deleted has to be gone. */
const READY_TIMEOUT = 120;

/** Seconds until a kind is served after its definition was made. */
const SERVED_TIMEOUT = 20;

/** How a secret value travels between engine and provider (Pulumi, "Provider protocol", property values). */
const SIGNATURE = '4dabf18193072939515e22adb298388d';

type Properties = Readonly<Record<string, unknown>>;

/**
 * A stand-in for the Kubernetes provider, for tests: applies manifests on the server, and waits until workloads and Services are
 * ready as the real one does, by the same annotation. It knows nothing of refreshes, imports and detailed differences.
 */
class TestProvider implements provider.Provider {
  readonly version = '0.0.0';
  private readonly resources: Resources;

  constructor(private readonly api: Api) {
    this.resources = new Resources(api);
  }

  diff(_id: string, _urn: string, olds: Properties, news: Properties): Promise<provider.DiffResult> {
    const address = ({ apiVersion, kind, metadata: { namespace, name } }: Manifest) => [
      apiVersion,
      kind,
      namespace,
      name,
    ];
    const before = manifestOf(olds);
    const after = manifestOf(news);
    const moved = !isDeepStrictEqual(address(before), address(after));
    return Promise.resolve({
      changes: !isDeepStrictEqual(before, after),
      ...(moved ? { replaces: ['metadata'] } : {}),
    });
  }

  async create(_urn: string, inputs: Properties): Promise<provider.CreateResult> {
    const manifest = manifestOf(inputs);
    await this.apply(manifest);
    const { namespace, name } = manifest.metadata;
    return { id: namespace ? `${namespace}/${name}` : name, outs: inputs };
  }

  async update(_id: string, _urn: string, _olds: Properties, news: Properties): Promise<provider.UpdateResult> {
    await this.apply(manifestOf(news));
    return { outs: news };
  }

  async delete(_id: string, _urn: string, props: Properties): Promise<void> {
    const manifest = manifestOf(props);
    const path = await this.resources.pathOf(manifest);
    try {
      await this.api.send('DELETE', path, { propagationPolicy: 'Background' });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
    const gone = async () => (await this.api.find(path)) === undefined;
    await until(gone, { timeoutSeconds: READY_TIMEOUT, what: `${path} is gone` });
  }

  private async apply(manifest: Manifest): Promise<void> {
    const { apiVersion, kind } = manifest;
    const served = () => this.resources.serves(apiVersion, kind);
    await until(served, { timeoutSeconds: SERVED_TIMEOUT, what: `${apiVersion} ${kind} is served` });
    const path = await this.resources.pathOf(manifest);
    const query = { fieldManager: 'pulumi-test-provider', fieldValidation: 'Strict', force: true };
    await this.api.send('PATCH', path, query, { type: 'application/apply-patch+yaml', body: manifest });
    const annotations = manifest.metadata['annotations'] as Readonly<Record<string, string>> | undefined;
    if (annotations?.['pulumi.com/skipAwait'] !== 'true') await this.ready(manifest, path);
  }

  private async ready(manifest: Manifest, path: string): Promise<void> {
    const { kind } = manifest;
    const what = `${path} is ready`;
    if (isWorkloadKind(kind)) {
      const done = async () => {
        const { done, failed } = progressOf(kind, (await this.api.find<Workload>(path)) ?? {});
        if (failed) throw new Error(`${path} has failed`);
        return done;
      };
      await until(done, { timeoutSeconds: READY_TIMEOUT, what });
    }
    if (kind === 'Service') await until(() => this.hasEndpoints(manifest), { timeoutSeconds: READY_TIMEOUT, what });
  }

  /** A Service is ready when a pod behind it is, unless it has no address or leads out of the cluster. */
  private async hasEndpoints({ metadata, spec }: Manifest): Promise<boolean> {
    const { clusterIP, type } = spec as { readonly clusterIP?: string; readonly type?: string };
    if (clusterIP === 'None' || type === 'ExternalName') return true;
    const labelSelector = `kubernetes.io/service-name=${metadata.name}`;
    const path = `/apis/discovery.k8s.io/v1/namespaces/${metadata.namespace}/endpointslices`;
    const slices = await this.api.list<Slice>(path, { labelSelector });
    return slices.some(({ endpoints }) => endpoints?.some(({ conditions }) => conditions?.ready));
  }
}

interface Slice {
  readonly metadata: object;
  readonly endpoints?: readonly { readonly conditions?: { readonly ready?: boolean } }[];
}

/** What a resource's properties say, without the marks of what is secret in them. */
function manifestOf(properties: Properties): Manifest {
  return unmarked(properties) as Manifest;
}

function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== 'object' || value === null) return value;
  if (SIGNATURE in value) return unmarked((value as { readonly value?: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([field, child]) => [field, unmarked(child)]));
}

/** The part of a kubeconfig file that the harness writes. */
interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly 'certificate-authority': string } },
  ];
  readonly users: readonly [
    { readonly user: { readonly 'client-certificate': string; readonly 'client-key': string } },
  ];
}

const { clusters, users } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Kubeconfig;
const [{ cluster }] = clusters;
const [{ user }] = users;
const api = new Api(Number(new URL(cluster.server).port), cluster['certificate-authority'], {
  cert: user['client-certificate'],
  key: user['client-key'],
});
// It prints the port that it listens on.
void pulumi.provider.main(new TestProvider(api), []);
