import { Construct } from 'constructs';
import { address, type Endpoint } from '../kube/endpoint';
import { Exporter } from '../kube/exporter';
import type { SecretRef } from '../kube/secrets';
import { openwhiskComponent } from './component';

/** Properties of {@link RedisExporter}. */
export interface RedisExporterProps {
  readonly endpoint: Endpoint;
  /** Secret with the password, and its key. */
  readonly auth: { readonly secret: SecretRef; readonly key: string };
}

const PORT = 9121;

/** The Redis exporter: memory, commands, and the state of persistence. */
export class RedisExporter extends Construct {
  constructor(scope: Construct, id: string, { endpoint, auth }: RedisExporterProps) {
    super(scope, id);
    new Exporter(this, 'Exporter', {
      component: openwhiskComponent('redis-exporter'),
      name: 'redis-exporter',
      port: PORT,
      uid: 59000,
      args: [`--web.listen-address=:${PORT}`],
      env: { REDIS_ADDR: `redis://${address(endpoint)}`, REDIS_PASSWORD: auth },
      healthPath: '/health',
      target: endpoint,
    });
  }
}
