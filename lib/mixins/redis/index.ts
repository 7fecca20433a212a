import { mixin } from '../mixin';
import { redisExporter } from './metrics';
import { redis as alerts } from './alerts';

/** Redis, as its exporter measures it. */
export const redis = mixin({
  sources: { 'redis-exporter': redisExporter },
  groups: [alerts],
  boards: [],
});
