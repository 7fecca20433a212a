import { latest } from '../alerts/state';
import { promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'openfaas-gateway';

/** A metric of the gateway. */
export function gateway(metric: string, ...matchers: readonly string[]): Expression {
  return series(SOURCE, `gateway_${metric}`, ...matchers);
}

/** Answers with a server error: of the function, or of the gateway where it cannot reach one. */
export const FAILED = 'code=~"5.."';

/** Pods of each function. Every gateway counts all of them. */
export const PODS: Expression = promql`max by (namespace, function_name) (${latest(SOURCE, 'gateway_service_count')})`;
