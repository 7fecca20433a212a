import { list, type Element } from './config-text';
import { concat } from './concat';
import { parserOf, unlessInvalid, type Fields } from './parsers';
import { rubyExpression, rubyRegExp, rubyText, textOf, toBytes } from './ruby';
import { WorkerDeath, type Event, type Filter, type Surroundings } from './stage';

/** The filter of a directive. A record that it cannot process goes to the error path as it is. */
export function filterOf(element: Element, around: Surroundings): Filter {
  const filter = plugin(element, around);
  return {
    ...filter,
    process: (tag, event) => {
      try {
        return filter.process(tag, event);
      } catch (error) {
        if (error instanceof WorkerDeath) throw error;
        around.emit('@ERROR', tag, event);
        return [];
      }
    },
  };
}

function plugin(element: Element, around: Surroundings): Filter {
  const { params } = element;
  switch (params['@type']) {
    case 'concat':
      return concat(element, around);
    case 'grep':
      return grep(element);
    case 'record_transformer':
      return each(recordTransformer(element));
    case 'parser':
      return each(parser(element));
    case 'dedot':
      return each(({ record }) => withoutDots(record, params['de_dot_separator'] ?? '_') as Fields);
    case 'pod_metadata':
      return each(kubernetesMetadata(element, around));
    case 'elasticsearch_genid':
    case 'opensearch_genid': {
      const key = params['hash_id_key'] ?? '_hash';
      return each(({ record }) => ({ ...record, [key]: `id-${around.nextId()}` }));
    }
    default:
      throw new Error(`There is no filter '${params['@type']}'`);
  }
}

type Change = (event: Event, tag: string) => Fields;

function each(change: Change): Filter {
  return { process: (tag, event) => [{ time: event.time, record: change(event, tag) }] };
}

function grep({ children }: Element): Filter {
  const [exclude, ...others] = children;
  if (exclude?.name !== 'exclude' || others.length > 0) throw new Error('grep is read with a single <exclude> only');
  const { key = '', pattern = '' } = exclude.params;
  const path = accessor(key);
  const value = (record: Fields): unknown =>
    path.reduce((inner, name) => (inner as Fields | undefined)?.[name], record as unknown);
  return { process: (_, event) => (rubyRegExp(pattern).test(rubyText(value(event.record))) ? [] : [event]) };
}

/** The keys of a field (Fluentd, "Record Accessor Plugin Helper"): `a`, `$.a.b` or `$['a']['b']`. */
function accessor(text: string): string[] {
  if (text.startsWith('$.')) return text.slice(2).split('.');
  if (text.startsWith('$[')) return [...text.matchAll(/\['([^']*)'\]/g)].map(([, key]) => key ?? '');
  return [text];
}

function without(record: Fields, [key = '', ...rest]: readonly string[]): Fields {
  const changed = { ...record };
  const inner = record[key];
  if (rest.length === 0) delete changed[key];
  else if (typeof inner === 'object' && inner !== null) changed[key] = without(inner as Fields, rest);
  return changed;
}

function recordTransformer({ params, children }: Element): Change {
  const ruby = params['enable_ruby'] === 'true';
  const removed = list(params['remove_keys']).map(accessor);
  const fields = Object.entries(children.find(({ name }) => name === 'record')?.params ?? {}).map(
    ([key, value]) => [placeholder(key, ruby), placeholder(value, ruby)] as const,
  );
  return ({ record }, tag) => {
    const scope = { record, tag };
    const changed: Fields = { ...(params['renew_record'] === 'true' ? {} : record) };
    for (const [key, value] of fields) changed[String(key(scope))] = value(scope);
    return removed.reduce(without, changed);
  };
}

function placeholder(text: string, ruby: boolean): (scope: Fields) => unknown {
  const [, code] = /^\$\{(.*)\}$/s.exec(text) ?? [];
  if (code === undefined) {
    if (text.includes('${')) throw new Error(`A placeholder within a text is not read: ${text}`);
    const literal = text === 'true' ? true : toBytes(text);
    return () => literal;
  }
  if (!ruby && code !== 'tag') throw new Error(`Without enable_ruby, ${text} is not read`);
  return rubyExpression(code);
}

function parser({ params, children }: Element): Change {
  if (params['reserve_data'] !== 'true' || params['reserve_time'] !== 'true') {
    throw new Error('The filter parser is read with reserve_data and reserve_time only');
  }
  const parse = parserOf(children.find(({ name }) => name === 'parse') as Element);
  const prefix = params['inject_key_prefix'] ?? '';
  return ({ record }) => {
    const parsed = unlessInvalid(() => parse(textOf(record[params['key_name'] ?? ''])));
    const changed = { ...record };
    for (const [key, value] of Object.entries(parsed?.record ?? {})) changed[`${prefix}${key}`] = value;
    return changed;
  };
}

function withoutDots(value: unknown, separator: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutDots(item, separator));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.replaceAll('.', separator), withoutDots(inner, separator)]),
  );
}

/** Tags of containers' files (fluent-plugin-kubernetes_metadata_filter, REGEX_VAR_LOG_CONTAINERS). */
const CONTAINER =
  /var\.log\.containers\.(?<pod>[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)_(?<namespace>[^_]+)_(?<container>.+)-(?<id>[a-z0-9]{64})\.log$/;

function kubernetesMetadata({ params }: Element, { pod }: Surroundings): Change {
  const wanted = list(params['annotation_match']).map((expression) => rubyRegExp(expression));
  return ({ record }, tag) => {
    const groups = CONTAINER.exec(tag)?.groups;
    if (!groups) return record;
    const { pod: name = '', namespace = '', container = '', id = '' } = groups;
    const { annotations = {}, ...known } = pod(namespace, name) ?? {};
    const matched = Object.entries(annotations).filter(([key]) => wanted.some((expression) => expression.test(key)));
    const added = matched.length > 0 ? { annotations: Object.fromEntries(matched) } : {};
    const kubernetes = { container_name: container, namespace_name: namespace, pod_name: name, ...known, ...added };
    return { ...record, docker: { container_id: id }, kubernetes };
  };
}
