import { readHpa, type Hpa } from '../../lib/simulator/hpa';
import { isSettings, withSettings } from '../../lib/simulator/settings';
import { cpuHpa, hpaManifest } from './support';

const change = (text: string, hpa: Hpa = cpuHpa()): Hpa => withSettings(hpa, text, '--compare');

const TWO = readHpa(
  hpaManifest({
    metrics: [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      {
        type: 'External',
        external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } },
      },
    ],
  }),
  'two',
);

describe('settings of an HPA', () => {
  test('change what they name, and nothing else', () => {
    expect(change('min=2, max=20,target=60')).toEqual({
      ...cpuHpa(),
      minReplicas: 2,
      maxReplicas: 20,
      metrics: [{ type: 'Resource', name: 'cpu', target: { type: 'Utilization', value: 60 } }],
    });
  });

  test('of several metrics name the metric; amounts are quantities', () => {
    const { metrics } = change('target.queue=12.5', TWO);
    expect(metrics.map(({ target }) => target.value)).toEqual([50, 12_500]);
    expect(() => change('target=60', TWO)).toThrow('allowed: min, max, target.cpu, target.queue, scaleUp.window');
  });

  test('of the behavior agree with a manifest', () => {
    const scaleDown = {
      stabilizationWindowSeconds: 600,
      selectPolicy: 'Min',
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 60 },
        { type: 'Percent', value: 50, periodSeconds: 30 },
      ],
      tolerance: '50m',
    };
    const text = 'scaleDown.window=600,scaleDown.select=Min,scaleDown.policies=4/60+50%/30,scaleDown.tolerance=0.05';
    expect(change(text)).toEqual(cpuHpa({ behavior: { scaleDown } }));
  });

  test('keep the rest of a behavior', () => {
    const behavior = { scaleUp: { stabilizationWindowSeconds: 30 } };
    expect(change('scaleUp.select=Disabled', cpuHpa({ behavior })).behavior?.scaleUp).toMatchObject({
      stabilizationWindowSeconds: 30,
      selectPolicy: 'Disabled',
    });
  });

  test('are distinguished from a file name by their equals sign', () => {
    expect(['target=60', 'hpa.yaml'].map(isSettings)).toEqual([true, false]);
  });

  test('that are wrong are reported at once, each with what is allowed and a fix', () => {
    expect(() => change('traget=60,max=0,scaleUp.window=4000,scaleDown.policies=4,min')).toThrow(
      [
        '--compare: 5 mistakes; nothing was simulated',
        "  --compare: unknown setting 'traget'",
        '    allowed: min, max, target, scaleUp.window, scaleUp.policies, scaleUp.select, scaleUp.tolerance, scaleDown.window, scaleDown.policies, scaleDown.select, scaleDown.tolerance',
        '    fix: write target=…',
        "  --compare: '0' is not possible for max",
        '    allowed: a whole number from 1 on',
        '    fix: write for example max=10',
        "  --compare: '4000' is not possible for scaleUp.window",
        '    allowed: whole seconds from 0 to 3600',
        '    fix: write for example scaleUp.window=600',
        "  --compare: '4' is not possible for scaleDown.policies",
        '    allowed: pods or percent per seconds, joined by +; the seconds from 1 to 1800',
        '    fix: write for example scaleDown.policies=4/60+50%/60',
        "  --compare: '' is not possible for min",
        '    allowed: a whole number from 1 on',
        '    fix: write for example min=10',
      ].join('\n'),
    );
  });

  test('must leave min at or below max', () => {
    expect(() => change('min=20')).toThrow('min 20 is above max 10\n    fix: add max=20, or a lower min');
  });
});
