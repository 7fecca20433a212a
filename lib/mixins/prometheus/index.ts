import { mixin } from '../mixin';
import { prometheus as metrics } from './metrics';
import { prometheus as alerts } from './alerts';
import { prometheus as board } from './board';
import { remoteWrite } from './remote-write-board';

/** Prometheus. */
export const prometheus = mixin({
  sources: { prometheus: metrics },
  groups: [alerts],
  boards: [board, remoteWrite],
});
