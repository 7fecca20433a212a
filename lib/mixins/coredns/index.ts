import { mixin } from '../mixin';
import { coredns as metrics } from './metrics';
import { coredns as alerts } from './alerts';
import { coredns as board } from './board';

/** CoreDNS. */
export const coredns = mixin({
  sources: { coredns: metrics },
  groups: [alerts],
  boards: [board],
});
