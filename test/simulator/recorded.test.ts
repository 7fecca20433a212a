import { SCENARIOS, simulated, SYNC } from '../cluster/autoscaling/scenarios';

/**
 * What the real controller (kube-controller-manager 1.36.1) did under the loads of the cluster test, as `sync:replicas`. That
 * test compares again; this one says at once when the simulator no longer does the same.
 */
const RECORDED: Readonly<Record<string, string>> = {
  ramp: '1:2 4:3 6:4 8:5 10:6',
  step: '2:2 3:4 4:8 5:10 12:5 14:2 16:1',
  'square-wave': '0:2 1:4 2:8 3:10 4:1 8:2 9:4 10:8 11:10 12:1 16:2 17:4 18:8 19:10 20:1',
  noise: '2:2 4:4 7:5 9:3 13:4 19:6 22:5',
  spike: '3:2 4:4 5:5 6:7 7:8 10:6 13:4 16:2 19:1',
  'two-metrics': '2:2 3:3 6:6 16:2',
  external: '2:4 6:8 7:9 11:8 12:7 13:6 14:5 15:4 16:3 17:2 18:1',
  burst: '1:4 2:8 3:16 4:18 21:2',
  object: '4:3 10:5 12:2 14:1',
  sampled: '1:2 3:4 5:8 7:10 15:1',
};

test.each(SCENARIOS)('$name matches the recording of the real controller', (scenario) => {
  const changes = simulated(scenario);
  expect(changes.map(({ time, to }) => `${time / SYNC}:${to}`).join(' ')).toBe(RECORDED[scenario.name]);
});
