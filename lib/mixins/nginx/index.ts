import { mixin } from '../mixin';
import { nginxExporter } from './metrics';
import { nginx as alerts } from './alerts';

/** nginx, as its exporter measures it. */
export const nginx = mixin({
  sources: { 'nginx-exporter': nginxExporter },
  groups: [alerts],
  boards: [],
});
