import type { AlertCases, Scenario } from '../alerts/alert-case';

const labels = { service: 'Shop', component: 'openwhisk' };

/** Health and state of a component over time. */
function component(health: string, state: string, name = 'openwhisk'): Scenario['series'] {
  const matchers = `{service="Shop",component="${name}"}`;
  return {
    [`service:component_health:ratio${matchers}`]: health,
    [`service:component_state:index${matchers}`]: state,
  };
}

/** Cases of the alerts about the business service. */
export const cases: AlertCases = {
  ServiceDown: {
    fires: { series: component('0.4x30', '2x30'), at: '2m', expect: { critical: 1 }, labels },
    silent: { series: component('0.6x30', '1x30'), at: '20m' },
    ends: '3m',
    gone: '3m',
    decides: [],
    also: {
      'two components': {
        series: { ...component('0.4x30', '2x30'), ...component('0x30', '2x30', 'stores') },
        at: '10m',
        expect: { critical: 2 },
      },
    },
  },
  ServiceDegraded: {
    fires: { series: component('0.8x30', '1x30'), at: '10m', expect: { warning: 1 }, labels },
    silent: { series: component('0.8x30', '0x30'), at: '20m' },
    ends: '11m',
    gone: '11m',
    decides: [],
    exempt: {
      'a missed scrape in ten': 'recorded series are not scraped',
      'a restart': 'recorded series have no restarts',
    },
  },
};
