import { series, type Expression } from '../expressions/expression';

/**
 * Selects the actions of users. Controllers and invokers test the invokers with an action of their own,
 * `whisk.system/invokerHealthTestAction<n>` (InvokerSupervision.scala, InvokerHealthManager.scala): its messages wait in Kafka for
 * as long as an invoker is away, and user-events counts it like any other action. The namespace does not distinguish it: the
 * system packages are in it, and user-events reports every activation of an action under the first caller.
 */
export const USER_ACTIONS = 'action!~"invokerHealthTestAction.*"';

/** A metric of user-events about the actions of users. */
export function userActions(name: string, ...matchers: readonly string[]): Expression {
  return series('user-events', `openwhisk_action_${name}`, USER_ACTIONS, ...matchers);
}
