import type { FieldPath, Problem } from './problem';
import type { Receiver } from './types';

type Channel = Exclude<keyof Receiver, 'name'>;
type ConfigOf<C extends Channel> = NonNullable<Receiver[C]>[number];

/** Of each list of fields, one must be there (Alertmanager, "Receiver integration settings"). */
const ONE_OF: { readonly [C in Channel]?: readonly (readonly (keyof ConfigOf<C>)[])[] } = {
  emailConfigs: [['to']],
  pagerdutyConfigs: [['routingKey', 'serviceKey']],
  pushoverConfigs: [
    ['userKey', 'userKeyFile'],
    ['token', 'tokenFile'],
  ],
  snsConfigs: [['topicARN', 'targetARN', 'phoneNumber']],
  telegramConfigs: [['botToken', 'botTokenFile']],
  victoropsConfigs: [['routingKey']],
  webhookConfigs: [['url', 'urlSecret']],
};

/** Rules for the integrations of a receiver. */
export function receiverProblems(receiver: Receiver, path: FieldPath): Problem[] {
  const missing = (Object.entries(ONE_OF) as [Channel, readonly (readonly string[])[]][]).flatMap(([channel, groups]) =>
    configsOf(receiver, channel).flatMap((config, index) =>
      groups
        .filter((fields) => !fields.some((field) => config[field]))
        .map((fields) => ({ path: [...path, channel, index], text: `has no ${fields.join(', ')}; add one of them` })),
    ),
  );
  return [
    ...missing,
    ...emailProblems(receiver, path),
    ...victoropsProblems(receiver, path),
    ...opsgenieProblems(receiver, path),
    ...slackProblems(receiver, path),
  ];
}

function configsOf(receiver: Receiver, channel: Channel): readonly Readonly<Record<string, unknown>>[] {
  return (receiver[channel] ?? []) as unknown as readonly Readonly<Record<string, unknown>>[];
}

/** `mail.example.com:587`. */
const HOST_PORT = /^(?:[^:\s]*|\[[^\]\s]+\]):\w+$/;

function emailProblems({ emailConfigs = [] }: Receiver, path: FieldPath): Problem[] {
  return emailConfigs.flatMap(({ smarthost, headers = [] }, index) => {
    const at = [...path, 'emailConfigs', index];
    const names = headers.map(({ key }) => key.toLowerCase());
    const problems: Problem[] = names
      .filter((name, place) => names.indexOf(name) < place)
      .map((name) => ({ path: [...at, 'headers'], text: `'${name}' is listed twice; remove one of them` }));
    if (smarthost && !HOST_PORT.test(smarthost)) {
      problems.push({
        path: [...at, 'smarthost'],
        text: `'${smarthost}' has no port; write for example ${smarthost}:587`,
      });
    }
    return problems;
  });
}

/** Fields that Alertmanager fills in itself (Alertmanager, "victorops_config"). */
const VICTOROPS_OWN = [
  'routing_key',
  'message_type',
  'state_message',
  'entity_display_name',
  'monitoring_tool',
  'entity_id',
  'entity_state',
];

function victoropsProblems({ victoropsConfigs = [] }: Receiver, path: FieldPath): Problem[] {
  return victoropsConfigs.flatMap(({ customFields = [] }, index) =>
    customFields
      .filter(({ key }) => VICTOROPS_OWN.includes(key))
      .map(({ key }) => ({
        path: [...path, 'victoropsConfigs', index, 'customFields'],
        text: `'${key}' is a reserved field of Alertmanager; rename it`,
      })),
  );
}

function opsgenieProblems({ opsgenieConfigs = [] }: Receiver, path: FieldPath): Problem[] {
  return opsgenieConfigs.flatMap(({ responders = [] }, index) =>
    responders.flatMap(({ id, name, username }, place) =>
      id || name || username
        ? []
        : [
            {
              path: [...path, 'opsgenieConfigs', index, 'responders', place],
              text: 'has no id, name or username; add one of them',
            },
          ],
    ),
  );
}

function slackProblems({ slackConfigs = [] }: Receiver, path: FieldPath): Problem[] {
  return slackConfigs.flatMap(({ actions = [] }, index) =>
    actions.flatMap(({ url, name }, place) =>
      url || name
        ? []
        : [{ path: [...path, 'slackConfigs', index, 'actions', place], text: 'has no url or name; add one of them' }],
    ),
  );
}
