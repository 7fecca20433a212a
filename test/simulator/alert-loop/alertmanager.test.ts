import { Alertmanager, type AlertRoute } from '../../../lib/simulator/alert-loop/alertmanager';

const ROUTE: AlertRoute = { groupBy: 'alert', groupWait: 5, groupInterval: 10, repeatInterval: 30 };

type Sent = readonly [time: number, name: string, firing: boolean];

/** Notifications up to a time, such as `5 s: a fires, b ends`. */
function notified(route: AlertRoute, until: number, ...alerts: Sent[]): string[] {
  const alertmanager = new Alertmanager(route);
  const left = [...alerts];
  const found: string[] = [];
  for (let time = 0; time <= until; time += 1) {
    for (let next = left[0]; next && next[0] === time; next = left[0]) {
      alertmanager.receive(time, [{ name: next[1], firing: next[2] }]);
      left.shift();
    }
    if (alertmanager.nextFlush > time) continue;
    for (const one of alertmanager.flush(time)) {
      found.push(
        `${time} s: ${one.alerts.map(({ name, firing }) => `${name} ${firing ? 'fires' : 'ends'}`).join(', ')}`,
      );
    }
  }
  return found;
}

describe('Alertmanager', () => {
  test('repeats an unchanged group at the first look after the repeat interval, 40 s apart', () => {
    expect(notified(ROUTE, 130, [0, 'a', true])).toEqual([
      '5 s: a fires',
      '45 s: a fires',
      '85 s: a fires',
      '125 s: a fires',
    ]);
  });

  test('notifies of the end at the next look, once', () => {
    expect(notified(ROUTE, 200, [0, 'a', true], [47, 'a', false], [110, 'a', false])).toEqual([
      '5 s: a fires',
      '45 s: a fires',
      '55 s: a ends',
    ]);
  });

  test('does not notify of an alert that is back before the next look', () => {
    expect(notified(ROUTE, 44, [0, 'a', true], [16, 'a', false], [17, 'a', true])).toEqual(['5 s: a fires']);
  });

  test('does not notify of an alert that ends before the first look', () => {
    expect(notified(ROUTE, 60, [0, 'a', true], [2, 'a', false])).toEqual([]);
  });

  test('begins a group again after its last alert has ended', () => {
    expect(notified(ROUTE, 70, [0, 'a', true], [6, 'a', false], [60, 'a', true])).toEqual([
      '5 s: a fires',
      '15 s: a ends',
      '65 s: a fires',
    ]);
  });

  describe('with one group for all functions', () => {
    test('notifies of a firing alert again when another one begins or ends', () => {
      expect(notified(ROUTE, 44, [0, 'a', true], [12, 'b', true], [22, 'b', false])).toEqual([
        '5 s: a fires',
        '15 s: a fires, b fires',
        '25 s: a fires, b ends',
      ]);
    });

    test('notifies of a firing alert again when Prometheus sends once more that another one has ended', () => {
      expect(notified(ROUTE, 110, [0, 'a', true], [0, 'b', true], [12, 'b', false], [87, 'b', false])).toEqual([
        '5 s: a fires, b fires',
        '15 s: a fires, b ends',
        '55 s: a fires',
        '95 s: a fires, b ends',
      ]);
    });
  });

  test('with a group per function keeps the clocks of functions apart', () => {
    const own: AlertRoute = { ...ROUTE, groupBy: 'function' };
    expect(notified(own, 54, [0, 'a', true], [12, 'b', true], [22, 'b', false], [40, 'b', false])).toEqual([
      '5 s: a fires',
      '17 s: b fires',
      '27 s: b ends',
      '45 s: a fires',
    ]);
  });
});
