import { mixin } from '../mixin';
import { jaeger as alerts } from './alerts';
import { jaegerBoard } from './board';
import { jaeger as metrics } from './metrics';

/** Jaeger. */
export const jaeger = mixin({ sources: { jaeger: metrics }, groups: [alerts], boards: [jaegerBoard] });
