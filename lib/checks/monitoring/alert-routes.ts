import { perSubject, type CheckedObject, type Subject } from '../subject';
import { finding, type Check, type Finding } from '../finding';
import { receiversOf, routingProblems, type Route, type Routing } from '../read/alert-routing';
import { ruleExpressions } from '../read/expressions';
import { monitoringObjects, namespaceOf, specOf } from '../read/monitoring-objects';

/** Alerts about alerting itself: one always fires, the other only mutes. */
const ABOUT_ALERTING = ['Watchdog', 'InfoInhibitor'];

/**
 * Receivers and routes of every Alertmanager configuration fit together; every alert has a severity; and once any
 * notification is configured, no alert can reach only a receiver without integrations.
 */
export const alertRoutes: Check = (subject) => {
  const configurations = monitoringObjects(subject, 'AlertmanagerConfig');
  return [
    ...configurations.flatMap((object) =>
      routingProblems(routingOf(object)).map(({ problem, fix }) => finding('FS-606', object, problem, fix)),
    ),
    ...alertsOf(subject)
      .filter(({ labels }) => !labels['severity'])
      .map(({ object, name }) => finding('FS-606', object, `alert ${name} has no severity`, 'add the label severity')),
    ...configurations.filter((object) => isMain(subject, object)).flatMap((object) => unheard(subject, object)),
  ];
};

interface ConfigSpec {
  readonly route?: Route;
  readonly receivers?: readonly { readonly name: string }[];
}

function routingOf(object: CheckedObject): Routing {
  const { route = {}, receivers = [] } = specOf<ConfigSpec>(object);
  return { route, receivers };
}

/** Whether a configuration is the global one of an Alertmanager, not one that is merged from a namespace. */
function isMain(subject: Subject, object: CheckedObject): boolean {
  return monitoringObjects(subject, 'Alertmanager').some((alertmanager) => {
    const { alertmanagerConfiguration } = specOf<{ readonly alertmanagerConfiguration?: { readonly name?: string } }>(
      alertmanager,
    );
    return (
      alertmanagerConfiguration?.name === object.manifest.metadata.name &&
      namespaceOf(alertmanager) === namespaceOf(object)
    );
  });
}

interface Alert {
  readonly object: CheckedObject;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

const alertsOf = perSubject((subject: Subject): Alert[] =>
  ruleExpressions(subject).flatMap(({ object, rule: { alert, labels = {} } }) =>
    alert ? [{ object, name: alert, labels: { ...labels, alertname: alert } }] : [],
  ),
);

/** The alerts that need a receiver. Alerts with the same labels, of several releases for example, take the same routes. */
const routedAlerts = perSubject((subject: Subject): Alert[] => {
  const alerts = alertsOf(subject).filter(({ name, labels }) => !ABOUT_ALERTING.includes(name) && labels['severity']);
  const distinct = new Map<string, Alert>();
  for (const alert of alerts) {
    const key = JSON.stringify(alert.labels);
    if (!distinct.has(key)) distinct.set(key, alert);
  }
  return [...distinct.values()];
});

function unheard(subject: Subject, configuration: CheckedObject): Finding[] {
  const { route, receivers } = routingOf(configuration);
  const alerts = routedAlerts(subject).map((one) => ({ ...one, reached: receiversOf(route, one.labels) }));
  const means = receivers
    .filter((receiver) => Object.keys(receiver).some((key) => /configs$/i.test(key)))
    .filter(({ name }) => {
      const heard = alerts.filter(({ reached }) => reached.has(name));
      // A program that acts on alerts of severity none notifies no person.
      return heard.length === 0 || heard.some(({ labels }) => labels['severity'] !== 'none');
    });
  if (means.length === 0) return [];
  const silent = alerts.filter(
    ({ labels, reached }) => labels['severity'] !== 'none' && !means.some(({ name }) => reached.has(name)),
  );
  const bySeverity = new Map<string, string[]>();
  for (const { name, labels } of silent) {
    const severity = labels['severity'] ?? '';
    bySeverity.set(severity, [...(bySeverity.get(severity) ?? []), name]);
  }
  return [...bySeverity].map(([severity, names]) => {
    const distinct = [...new Set(names)];
    const shown =
      distinct.length > 3 ? `${distinct.slice(0, 3).join(', ')} and ${distinct.length - 3} more` : distinct.join(', ');
    const problem = `no receiver is notified of alerts of severity ${severity}: ${shown}`;
    return finding(
      'FS-606',
      configuration,
      problem,
      `add a route for severity="${severity}" to ${means[0]?.name ?? ''}`,
    );
  });
}
