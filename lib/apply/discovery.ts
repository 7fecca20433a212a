import type { Cluster } from './cluster';
import type { ObjectId } from './objects';

/** A kind as the API server serves it. */
interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Where the API server serves each kind; it asks for each version of a group once. */
export class Discovery {
  private readonly versions = new Map<string, Promise<readonly Resource[]>>();

  constructor(private readonly cluster: Cluster) {}

  /** Path of an object; undefined if the server does not serve its kind. */
  public async pathOf(id: ObjectId): Promise<string | undefined> {
    const path = await this.pathOfKind(id);
    return path === undefined ? undefined : `${path}/${encodeURIComponent(id.name)}`;
  }

  /** Path of the objects of a kind in a namespace, or in the cluster; undefined if the server does not serve the kind. */
  public async pathOfKind({ apiVersion, kind, namespace }: Omit<ObjectId, 'name'>): Promise<string | undefined> {
    const resource = (await this.resources(apiVersion)).find((candidate) => candidate.kind === kind);
    if (!resource) return undefined;
    const scope = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    return `${rootOf(apiVersion)}${scope}/${resource.name}`;
  }

  /** Name of a kind's resource in rules, such as `deployments`. */
  public async resourceOf({ apiVersion, kind }: ObjectId): Promise<string | undefined> {
    return (await this.resources(apiVersion)).find((candidate) => candidate.kind === kind)?.name;
  }

  /** Forgets a version: a definition has been created since. */
  public forget(apiVersion: string): void {
    this.versions.delete(apiVersion);
  }

  private resources(apiVersion: string): Promise<readonly Resource[]> {
    const known = this.versions.get(apiVersion);
    if (known) return known;
    const found = this.cluster
      .find<{ readonly resources: readonly Resource[] }>(rootOf(apiVersion))
      // Subresources, such as `deployments/scale`, are listed under the kind of their answer.
      .then((list) => (list?.resources ?? []).filter(({ name }) => !name.includes('/')));
    this.versions.set(apiVersion, found);
    return found;
  }
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
