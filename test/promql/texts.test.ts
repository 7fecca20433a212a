import { parse } from '../../lib/promql/expression';
import { variablesOf, withoutVariables } from '../../lib/promql/grafana';
import { labelsInLegend, labelsInTemplate, templateProblem } from '../../lib/promql/templates';

describe('variables of Grafana', () => {
  test.each([
    ['rate(a{pod=~"$pod"}[$__rate_interval])', 'rate(a{pod=~"__variable__"}[5m])'],
    ['a{b="x-${c:regex}-[[d]]"}', 'a{b="x-__variable__-__variable__"}'],
    ['label_replace(a, "b", "$1", "c", "(.*)")', 'label_replace(a, "b", "$1", "c", "(.*)")'],
    ['increase(a[$__range_sm])', 'increase(a[$__range_sm])'],
    ['increase(a[${minutes}m]) offset $back', 'increase(a[5m]) offset 5m'],
    [
      'topk($n, sum by ($label, pod) (a)) * 1000 / $__interval_ms',
      'topk(1, sum by (__variable__, pod) (a)) * 1000 / 300',
    ],
    ['$metric{a="b"} + prefix_$name', '__variable__{a="b"} + prefix___variable__'],
  ])('%s', (query, expected) => {
    // An unknown variable in a range is a time like any other.
    expect(withoutVariables(query)).toBe(expected.replace('[$__range_sm]', '[5m]'));
    expect(parse(withoutVariables(query).replace(/ offset 5m$/, '')).problems).toEqual([]);
  });

  test('are found, except the built-in ones', () => {
    expect(variablesOf('a{b="$c",d="${e}"}[$__interval] + [[f]] + $c')).toEqual(['c', 'e', 'f']);
  });
});

test('labels of an annotation are found only in template actions', () => {
  const text = '$labels.no {{ $labels.pod }} {{- .Labels.ns | title -}} {{ index $labels "a.b" }} {{ $labels.pod }}';
  expect(labelsInTemplate(text)).toEqual(['pod', 'ns', 'a.b']);
});

test.each([
  ['{{ $value | humanizePercentage }} {{ if eq $labels.x "y z" }}a{{ end }}', undefined],
  ['{{ printf "up{job=%q}" .Labels.job | query | first | value }}', undefined],
  ['{{ $value', 'has {{ without }}'],
  ['$value }}', 'has }} without {{'],
  ['{{ $value | humanise }}', "uses 'humanise', which is not defined in templates; nearest: humanize"],
])('the template %s', (text, problem) => expect(templateProblem(text)).toBe(problem));

test('labels of a legend', () => {
  expect(labelsInLegend('{{pod}} on {{ node }}, 99 %')).toEqual(['pod', 'node']);
});
