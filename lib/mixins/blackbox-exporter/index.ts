import { mixin } from '../mixin';
import { blackboxExporter as metrics } from './metrics';
import { probe } from './probe-metrics';
import { blackbox } from './alerts';
import { blackboxProbes } from './board';

/** The blackbox exporter and its probes. */
export const blackboxExporter = mixin({
  sources: { 'blackbox-exporter': metrics, probe },
  groups: [blackbox],
  boards: [blackboxProbes],
});
