import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from './api';
import { applyAll, type ApplyOptions, type ApplyResult } from './apply';
import { buildTools } from './build-tools';
import { startApiServer, type ControlPlaneOptions } from './control-plane';
import { Processes } from './processes';
import { Resources } from './resources';
import { API_SERVERS, type Version } from './versions';
import type { Manifest } from './wire-types';

/** An API server of a version of Kubernetes without controllers: it validates objects and stores them. */
export class VersionedApiServer {
  private readonly resources: Resources;

  private constructor(
    private readonly api: Api,
    private readonly processes: Processes,
  ) {
    this.resources = new Resources(api);
  }

  /** Builds missing programs and starts an API server with further flags. It ends with `stop` or with this process. */
  static async start(
    version: Version,
    apiServerFlags: ControlPlaneOptions['apiServerFlags'] = {},
  ): Promise<VersionedApiServer> {
    const log = (line: string) => process.stderr.write(`${line}\n`);
    const program = API_SERVERS[version];
    const binaries = await buildTools(log, ['etcd', program]);
    const folder = mkdtempSync(join(tmpdir(), 'faas-stack-api-server-'));
    const processes = new Processes(folder);
    try {
      const { api } = await startApiServer(
        folder,
        { etcd: binaries.etcd, 'kube-apiserver': binaries[program] },
        processes,
        { apiServerFlags },
      );
      return new VersionedApiServer(api, processes);
    } catch (error) {
      processes.stop();
      throw error;
    }
  }

  /** Version of the program, such as `v1.36.1`. */
  async version(): Promise<string> {
    return (await this.api.send<{ gitVersion: string }>('GET', '/version')).body.gitVersion;
  }

  /** The metrics of the API server, as text. */
  async metrics(): Promise<string> {
    return (await this.api.send<string>('GET', '/metrics')).body;
  }

  apply(objects: readonly Manifest[], options: ApplyOptions = {}): Promise<ApplyResult> {
    return applyAll(this.api, this.resources, objects, options);
  }

  /** Writes the status of an object, as its controller would. */
  async setStatus(manifest: Manifest, status: object): Promise<void> {
    await this.api.patch(`${await this.resources.pathOf(manifest)}/status`, { status });
  }

  /** The kinds that are served in a version of the API, such as `apps/v1`. */
  async kindsOf(apiVersion: string): Promise<readonly string[]> {
    const found = await this.api.find<{ resources: { kind: string }[] }>(`/apis/${apiVersion}`);
    return (found?.resources ?? []).map(({ kind }) => kind);
  }

  stop(): void {
    this.api.close();
    this.processes.stop();
  }
}
