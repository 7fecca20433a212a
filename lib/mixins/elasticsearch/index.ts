import { mixin } from '../mixin';
import { elasticsearchExporter } from './metrics';
import { elasticsearch as alerts } from './alerts';

/** Elasticsearch, as its exporter measures it. */
export const elasticsearch = mixin({
  sources: { 'elasticsearch-exporter': elasticsearchExporter },
  groups: [alerts],
  boards: [],
});
