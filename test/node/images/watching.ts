import { IMAGES, type ImageName } from '../../../lib/catalogue/images';
import type { MetricSource } from '../../../lib/catalogue/sources';
import type { Binaries } from '../../cluster/build-tools';
import type { BaseLayers } from './base';
import type { ImageBuilder } from './builder';
import { familiesText } from './families';

/** Programs of the monitoring stack that are built, with their images and their paths there. */
const BUILT = {
  prometheus: ['prometheus', '/bin/prometheus'],
  alertmanager: ['alertmanager', '/bin/alertmanager'],
  'prometheus-operator': ['prometheus-operator', '/bin/operator'],
  'prometheus-config-reloader': ['config-reloader', '/bin/prometheus-config-reloader'],
  node_exporter: ['node-exporter', '/bin/node_exporter'],
  blackbox_exporter: ['blackbox-exporter', '/bin/blackbox_exporter'],
  'kube-state-metrics': ['kube-state-metrics', '/kube-state-metrics'],
  'kube-rbac-proxy': ['kube-rbac-proxy', '/usr/local/bin/kube-rbac-proxy'],
  elasticsearch_exporter: ['elasticsearch-exporter', '/bin/elasticsearch_exporter'],
  'nginx-prometheus-exporter': ['nginx-exporter', '/usr/bin/nginx-prometheus-exporter'],
} as const satisfies Record<string, readonly [ImageName, string]>;

/** Names of the programs that are built. */
export const WATCHING_TOOLS = Object.keys(BUILT) as (keyof typeof BUILT)[];

interface StandIn {
  readonly image: ImageName;
  readonly program: string;
  /** Whose metrics it serves. @default - none */
  readonly source?: MetricSource;
}

const STAND_INS: readonly StandIn[] = [
  { image: 'kafka-exporter', program: 'kafka-exporter', source: 'kafka-exporter' },
  { image: 'redis-exporter', program: 'redis-exporter', source: 'redis-exporter' },
  { image: 'grafana', program: 'grafana', source: 'grafana' },
  { image: 'fluentd', program: 'fluentd', source: 'fluentd' },
  { image: 'kibana', program: 'kibana' },
];

/** Monitoring and logging, apart from Elasticsearch. */
export async function watchingImages(
  images: ImageBuilder,
  { debian, standIn }: BaseLayers,
  binaries: Binaries<(typeof WATCHING_TOOLS)[number]>,
): Promise<void> {
  for (const tool of WATCHING_TOOLS) {
    const [image, path] = BUILT[tool];
    await images.single(IMAGES[image], binaries[tool], path);
  }
  for (const { image, program, source } of STAND_INS) {
    const families = await images.layer(`${program}-families`, (root) =>
      source ? root.write('/families', familiesText(source)) : root,
    );
    images.standIn(IMAGES[image], [debian, standIn, families], { entrypoint: ['stand-in', program] });
  }
}
