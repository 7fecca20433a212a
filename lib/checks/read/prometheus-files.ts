import { parseDocument } from 'yaml';
import { textFilesOf } from '../../kube/config-files';
import { objectsOfKind, type CheckedObject, type Subject } from '../subject';
import { fieldsOf, itemsAt, textAt, valueAt } from './loose';

/** A file of Prometheus in a ConfigMap. */
interface PrometheusFile {
  readonly object: CheckedObject;
  /** Key of the file. */
  readonly key: string;
  readonly content: unknown;
}

/** A rule in a file of rules. */
export interface FileRule {
  readonly object: CheckedObject;
  /** Key of the file. */
  readonly key: string;
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly severity?: string;
}

/** Files whose text has each of some keys; one that is not YAML is the finding of the check of configuration files. */
function filesWith(object: CheckedObject, ...keys: readonly RegExp[]): PrometheusFile[] {
  return Object.entries(textFilesOf(object.manifest)).flatMap(([key, text]) => {
    if (!keys.every((one) => one.test(text))) return [];
    const document = parseDocument(text, { logLevel: 'silent' });
    return document.errors.length > 0 ? [] : [{ object, key, content: document.toJS() as unknown }];
  });
}

/** The rules of a ConfigMap's files, as a Prometheus without an operator reads them. */
export function fileRules(configMap: CheckedObject): FileRule[] {
  return filesWith(configMap, /^groups:/m, /^[\s-]*"?expr"?:/m).flatMap(({ object, key, content }) =>
    itemsAt(content, 'groups').flatMap((group) =>
      itemsAt(group, 'rules').flatMap((rule) => {
        const [expr, alert, record] = [textAt(rule, 'expr'), textAt(rule, 'alert'), textAt(rule, 'record')];
        const severity = textAt(rule, 'labels', 'severity');
        if (expr === undefined) return [];
        return [
          { object, key, expr, ...(alert && { alert }), ...(record && { record }), ...(severity && { severity }) },
        ];
      }),
    ),
  );
}

/** Jobs of scrapes, and settings for all of them, in ConfigMaps that store native histograms without classic ones (Prometheus, "Configuration"). */
export function nativeOnlyScrapes(
  subject: Subject,
): { readonly object: CheckedObject; readonly key: string; readonly where: string }[] {
  return objectsOfKind(subject, 'ConfigMap').flatMap((configMap) =>
    filesWith(configMap, /scrape_native_histograms:\s*true/).flatMap(({ object, key, content }) => {
      const shared = fieldsOf(valueAt(content, 'global'));
      const isNativeOnly = (one: Readonly<Record<string, unknown>>): boolean =>
        one['scrape_native_histograms'] === true && one['always_scrape_classic_histograms'] !== true;
      const jobs = itemsAt(content, 'scrape_configs').filter(
        (job) => job['scrape_native_histograms'] === true || job['always_scrape_classic_histograms'] === false,
      );
      return [
        ...(isNativeOnly(shared) ? [{ object, key, where: 'global' }] : []),
        ...jobs
          .filter((job) => isNativeOnly({ ...shared, ...job }))
          .map((job) => ({ object, key, where: `job '${textAt(job, 'job_name')}'` })),
      ];
    }),
  );
}
