import { ALERT_LOOPS } from '../alert-loop/presets';
import { alertWay } from './alert-loops';
import { AUTOSCALERS } from './autoscalers';
import { invokerWay } from './invokers';
import type { Way } from './way';

/** Every way to scale functions, by the name that `--ways` takes. */
export const WAYS: Readonly<Record<string, Way>> = {
  'alert-talk': alertWay(ALERT_LOOPS.talk),
  'alert-2018': alertWay(ALERT_LOOPS['2018']),
  'alert-now': alertWay(ALERT_LOOPS.now),
  'alert-fixed': alertWay(ALERT_LOOPS.fixed),
  ...AUTOSCALERS,
  openwhisk: invokerWay(),
};
