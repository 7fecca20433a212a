import type { Api } from './api';
import type { Manifest } from './wire-types';

/** A served kind, as discovery describes it. */
interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Finds the address of any object by asking the API server what it serves. */
export class Resources {
  private readonly groups = new Map<string, readonly Resource[]>();

  constructor(private readonly api: Api) {}

  /** URL path of an object. Without a namespace, a namespaced object belongs to `default`, as with kubectl. */
  async pathOf({ apiVersion, kind, metadata }: Pick<Manifest, 'apiVersion' | 'kind' | 'metadata'>): Promise<string> {
    const resource = await this.find(apiVersion, kind);
    if (!resource) throw new Error(`the API server does not serve ${apiVersion} ${kind}`);
    const folder = resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${groupPath(apiVersion)}${folder}/${resource.name}/${metadata.name}`;
  }

  /** Whether the kind is served; asks again when it was not known before. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.find(apiVersion, kind)) !== undefined;
  }

  private async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    // The list also holds subresources, such as `deployments/scale` of kind Scale.
    const match = ({ name, kind: served }: Resource) => served === kind && !name.includes('/');
    const known = this.groups.get(apiVersion)?.find(match);
    if (known) return known;
    const list = await this.api.find<{ resources: Resource[] }>(groupPath(apiVersion));
    this.groups.set(apiVersion, list?.resources ?? []);
    return list?.resources.find(match);
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
